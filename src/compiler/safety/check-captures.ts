import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { captureText, type Capture, type InlineAction } from "../scan/inline-action.ts";

/** Built-in classes whose instances a capture may hold. */
const plainClasses: ReadonlySet<string> = new Set([
  "Array",
  "ArrayBuffer",
  "BigInt64Array",
  "BigUint64Array",
  "DataView",
  "Date",
  "Float32Array",
  "Float64Array",
  "Int16Array",
  "Int32Array",
  "Int8Array",
  "Map",
  "Object",
  "Set",
  "Uint16Array",
  "Uint32Array",
  "Uint8Array",
  "Uint8ClampedArray",
]);

const manyRows = /^(?:findMany|findAll|getAll|listAll|toArray|all|fetchAll|selectFrom|aggregate)$/;
const wholeBodies = /^(?:json|text|arrayBuffer|blob|readFile|readFileSync)$/;
const largeLiteral = 4_096;

const secret =
  /(?:password|passwd|passphrase|secret(?:_?key)?|token|(?:api|private|access|signing|secret)_?key|credentials?)$/i;
/** `isSecret`, `hasPassword`: only yes or no. */
const verdict = /^(?:is|has|had|was|can|should|needs|wants|shows?)(?:[A-Z]|_)/;

/** Rules `capture-not-serializable`, `large-capture` and `secret-capture`. */
export const checkCaptures: Rule = (checked) =>
  [...checked.inline].flatMap(([action, { captures, rewrites }]) =>
    captures.flatMap((capture, index): Finding[] => {
      const first = rewrites.find(
        ({ target }) => target.kind === "capture" && target.index === index,
      );
      const range = first?.node ?? action.fn;
      const names = { capture: captureText(capture), action: nameOf(action) };
      const isCalled = rewrites.some(
        ({ node, target }) =>
          target.kind === "capture" && target.index === index && isCallee(checked, node),
      );
      const finding = isCalled && isResult(capture) ? functionResult : judge(checked, capture);
      if (finding?.kind === "unsendable")
        return [
          { code: "capture-not-serializable", range, params: { ...names, found: finding.found } },
        ];
      if (finding?.kind === "large")
        return [{ code: "large-capture", range, params: { ...names, found: finding.found } }];
      const last = capture.path.at(-1) ?? capture.binding.name;
      return secret.test(last) && !verdict.test(last)
        ? [{ code: "secret-capture", range, params: names }]
        : [];
    }),
  );

interface Judgement {
  readonly kind: "unsendable" | "large";
  readonly found: string;
}

const functionResult: Judgement = { kind: "unsendable", found: "a function" };

function isCallee({ module }: CheckedModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent?.type === "CallExpression" && parent.callee === node;
}

/** `const t = await getTranslations()`: what is called, and was the answer of a call that was waited for, is a function and no action. */
function isResult({ binding, path }: Capture): boolean {
  const [declaration] = binding.declarations;
  if (path.length > 0 || declaration?.type !== "VariableDeclarator" || declaration.init === null)
    return false;
  return (
    withoutTypes(declaration.init).type === "AwaitExpression" && !/action$/i.test(binding.name)
  );
}

/** Judges a variable that is captured whole; what a member of it is only a run can tell. */
function judge(checked: CheckedModule, { binding, path }: Capture): Judgement | undefined {
  if (path.length > 0) return undefined;
  const [declaration] = binding.declarations;
  if (declaration === undefined || binding.references.some(({ isWrite }) => isWrite))
    return undefined;
  if (binding.kind === "function" || binding.kind === "class") {
    if (isAction(checked, declaration)) return undefined;
    return { kind: "unsendable", found: binding.kind === "class" ? "a class" : "a function" };
  }
  if (declaration.type !== "VariableDeclarator" || declaration.id.type !== "Identifier")
    return undefined;
  return declaration.init === null
    ? undefined
    : judgeValue(checked, withoutTypes(declaration.init));
}

const clientMakers =
  /^(?:create\w*Client|drizzle|postgres|neon|PrismaClient|createPool|createConnection)$/;

/** `await createClient()`, `drizzle(pool)`: something that talks to a server. */
function isClient({ scopes }: CheckedModule, node: Node): boolean {
  const call = withoutTypes(node.type === "AwaitExpression" ? node.argument : node);
  if (call.type !== "CallExpression") return false;
  return clientMakers.test(calleeOf(scopes, call).written.at(-1) ?? "");
}

function judgeValue(checked: CheckedModule, value: Node): Judgement | undefined {
  if (isClient(checked, value)) return { kind: "unsendable", found: "a client of a database" };
  if (isFunction(value))
    return isAction(checked, value) ? undefined : { kind: "unsendable", found: "a function" };
  if (value.type === "ClassExpression") return { kind: "unsendable", found: "a class" };
  if (value.type === "Literal" && value.value instanceof RegExp)
    return { kind: "unsendable", found: "a regular expression" };
  if (value.type === "NewExpression") return judgeInstance(checked, value.callee);
  if (value.type === "CallExpression" && isGlobalNamed(checked, value.callee, "Symbol"))
    return { kind: "unsendable", found: "a symbol" };
  if (isLiteral(value) && value.end - value.start > largeLiteral)
    return { kind: "large", found: `a literal of ${value.end - value.start} characters` };
  return value.type === "AwaitExpression"
    ? judgeResult(checked, withoutTypes(value.argument))
    : undefined;
}

function judgeInstance({ scopes }: CheckedModule, callee: Node): Judgement | undefined {
  if (callee.type === "MemberExpression") {
    const { object, property } = callee;
    const isIntl = object.type === "Identifier" && object.name === "Intl";
    if (!isIntl || scopes.referenceAt.has(object) || property.type !== "Identifier")
      return undefined;
    return { kind: "unsendable", found: `an instance of Intl.${property.name}` };
  }
  if (callee.type !== "Identifier") return undefined;
  const isOwn = scopes.referenceAt.has(callee);
  if (!isOwn && plainClasses.has(callee.name)) return undefined;
  return { kind: "unsendable", found: `an instance of ${callee.name}` };
}

/** The whole result of a query for many rows, the content of a file, the body of an answer. */
function judgeResult({ module, scopes }: CheckedModule, call: Node): Judgement | undefined {
  if (call.type !== "CallExpression") return undefined;
  const { written } = calleeOf(scopes, call);
  const isSelect = written.includes("select") || written.includes("selectFrom");
  const isBounded = /\b(?:limit|take|first|top)\b/i.test(
    module.file.code.slice(call.start, call.end),
  );
  const last = written.at(-1) ?? "";
  const isMany =
    manyRows.test(last) || (isSelect && written.includes("from")) || last === "execute";
  if ((!isMany || isBounded) && !wholeBodies.test(last)) return undefined;
  return {
    kind: "large",
    found: `the whole result of \`${written.filter((part) => part !== "()").join(".")}()\``,
  };
}

function isLiteral({ type }: Node): boolean {
  return (
    type === "ArrayExpression" ||
    type === "ObjectExpression" ||
    type === "TemplateLiteral" ||
    type === "Literal"
  );
}

function isGlobalNamed({ scopes }: CheckedModule, callee: Node, name: string): boolean {
  return callee.type === "Identifier" && callee.name === name && !scopes.referenceAt.has(callee);
}

function isAction({ actions }: CheckedModule, fn: Node): boolean {
  return actions.some((action) => action.fn === fn);
}

function nameOf({ name, isUnnamed }: InlineAction): string {
  return isUnnamed ? "this action" : (name.split(".").at(-1) ?? name);
}
