import { findToken } from "../parse/find-token.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { isThis } from "../scan/describe-parameters.ts";
import type { CachedFunction } from "../scan/find-cached-functions.ts";
import { captureText, innermostAround } from "../scan/inline-action.ts";
import type { EditPlan } from "./edit-plan.ts";
import { writeCapture, type EmittedAction, type ReferenceWriter } from "./write-references.ts";

/** What wrapping cached functions needs. */
export interface CachedEmitter {
  readonly plan: EditPlan;
  readonly module: ParsedModule;
  readonly writer: ReferenceWriter;
  /** A name for the parameter that takes all arguments. */
  readonly argsName: string;
  /** All builds have one id: what the cache keeps is told apart by the evaluation of the module, which an edit of anything that it imports brings about. */
  readonly development: boolean;
}

/**
 * Plans that a cached function asks the cache: it stays where it is, under its name, and what was its parameters and
 * body becomes an arrow function inside it, which runs on a miss. So `this`, `super` and hoisting stay as they were.
 * @example async function list(...$$args) { return $$callCached("app/posts.ts#list", [[], () => []], $$args, async (page) => { … }); }
 */
export function wrapCached(emitter: CachedEmitter, cached: CachedFunction): void {
  const { plan, module, argsName } = emitter;
  const { fn } = cached;
  const call = `${writeCall(emitter, cached)}, ${argsName}, `;
  if (fn.type === "ArrowFunctionExpression") {
    plan.insertions.push({
      at: fn.start,
      text: `async (...${argsName}) => ${call}`,
      kind: "travel",
    });
    plan.insertions.push({ at: fn.end, text: ")", kind: "stay" });
    return;
  }
  const { body } = fn;
  if (body === null) return;
  // An arrow function has no `this` parameter, not even for TypeScript.
  const [first, second] = fn.params;
  if (first !== undefined && isThis(first))
    plan.removals.push({ start: first.start, end: second?.start ?? first.end });
  const head = fn.typeParameters?.start ?? openingOf(module, fn);
  plan.insertions.push({
    at: head,
    text: `(...${argsName}) { return ${call}async `,
    kind: "travel",
  });
  keepTypeParameters(emitter, fn);
  // An arrow may not begin a line, which a brace may.
  plan.insertions.push({ at: endOfHead(module, fn, head), text: " =>", kind: "stay" });
  plan.insertions.push({ at: fn.end, text: "); }", kind: "stay" });
}

/** `<T>` before an arrow function is an element of JSX; `<T,>` is none. */
function keepTypeParameters(
  { plan, module }: CachedEmitter,
  { typeParameters }: FunctionNode,
): void {
  const last = typeParameters?.params.at(-1);
  if (typeParameters === undefined || typeParameters === null || last === undefined) return;
  if (findToken(module, ",", last.end, typeParameters.end) < 0)
    plan.insertions.push({ at: last.end, text: ",", kind: "stay" });
}

/** Where the parameters, or the type of the result, are over. */
function endOfHead(module: ParsedModule, fn: FunctionNode, head: number): number {
  if (fn.returnType !== undefined && fn.returnType !== null) return fn.returnType.end;
  const from = fn.params.at(-1)?.end ?? findToken(module, "(", head, fn.end) + 1;
  return findToken(module, ")", from, fn.body?.start ?? fn.end) + 1;
}

function openingOf(module: ParsedModule, fn: FunctionNode): number {
  return findToken(
    module,
    "(",
    fn.id?.end ?? fn.start,
    fn.params[0]?.start ?? fn.body?.start ?? fn.end,
  );
}

function writeCall(
  { writer, module, development }: CachedEmitter,
  { fn, name, captures, usesThis, isPrivate }: CachedFunction,
): string {
  const id = `${module.file.path}#${name}`;
  const within = emittedAround(writer, fn);
  const own = usesThis ? ["this"] : [];
  const names = [...captures.map(captureText), ...own];
  const read = captures.map((capture) => writeCapture(writer, capture, { within, at: fn }));
  const values = [...read, ...own];
  const { callCached, callPrivate } = writer.names;
  return `${isPrivate ? callPrivate() : callCached()}(${JSON.stringify(id)}, [${JSON.stringify(names)}, () => [${values.join(", ")}]${development ? ", import.meta" : ""}]`;
}

function emittedAround(writer: ReferenceWriter, fn: FunctionNode): EmittedAction | undefined {
  const action = innermostAround([...writer.emitted.keys()], fn);
  return action === undefined ? undefined : writer.emitted.get(action);
}
