import type { Node } from "oxc-parser";
import type { DiagnosticFix, TextEdit } from "../../errors/index.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { memberOf } from "../scan/inline-fault.ts";
import { ownName } from "../scan/name-inline.ts";
import type { ScopeTree } from "../scan/scope.ts";

/**
 * Makes a function async, its return type a promise with it; undefined where that is not certain to mend: a
 * generator, an accessor, an overloaded function, or one whose result this module uses at once.
 */
export function mendAsync(
  module: ParsedModule,
  scopes: ScopeTree,
  fn: FunctionNode,
): DiagnosticFix | undefined {
  const member = memberOf(module, fn);
  const kind = member?.kind;
  if (fn.async || fn.generator || kind === "get" || kind === "set" || kind === "constructor")
    return undefined;
  if (isOverloaded(module, fn) || isCalled(module, scopes, fn)) return undefined;
  const type = promised(module, fn);
  const at = member === undefined ? fn.start : keyStart(module, member);
  if (type === undefined || at === undefined) return undefined;
  return { title: "Write `async`", edits: [{ start: at, end: at, text: "async " }, ...type] };
}

function keyStart(
  module: ParsedModule,
  { key, computed }: { readonly key: Node; readonly computed: boolean },
): number | undefined {
  if (!computed) return key.start;
  const { code } = module.file;
  const bracket = code.lastIndexOf("[", key.start);
  return code.slice(bracket + 1, key.start).trim() === "" ? bracket : undefined;
}

/** The edits of its return type; undefined when the type can be no promise's. */
function promised({ file }: ParsedModule, { returnType }: FunctionNode): TextEdit[] | undefined {
  if (returnType === null || returnType === undefined) return [];
  const type = returnType.typeAnnotation;
  if (type.type === "TSTypePredicate") return undefined;
  if (/^Promise\s*</.test(file.code.slice(type.start, type.end))) return [];
  return [
    { start: type.start, end: type.start, text: "Promise<" },
    { start: type.end, end: type.end, text: ">" },
  ];
}

function isOverloaded(module: ParsedModule, fn: FunctionNode): boolean {
  const { id } = fn;
  if (id === null) return false;
  let statement: Node = fn;
  let parent = module.parents.get(fn);
  while (parent?.type === "ExportNamedDeclaration" || parent?.type === "ExportDefaultDeclaration") {
    statement = parent;
    parent = module.parents.get(parent);
  }
  const siblings: readonly Node[] =
    parent === undefined
      ? module.program.body
      : parent.type === "BlockStatement" || parent.type === "Program"
        ? parent.body
        : [];
  const before = siblings[siblings.indexOf(statement) - 1];
  return before !== undefined && declaresFunction(before, id.name);
}

function declaresFunction(node: Node, name: string): boolean {
  const declaration =
    node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration"
      ? node.declaration
      : node;
  // The parser's types do not list the signature of an overload among the nodes.
  const signature = declaration as {
    readonly type: string;
    readonly id?: { name?: string };
  } | null;
  return signature?.type === "TSDeclareFunction" && signature.id?.name === name;
}

/** Its callers in this module would get a promise where they expect a value. */
function isCalled(module: ParsedModule, scopes: ScopeTree, fn: FunctionNode): boolean {
  const name = ownName(module, fn, scopes);
  if (name === undefined) return false;
  return scopes.references.some(({ node, binding }) => {
    if (node.name !== name || !binding.declarations.some((each) => declares(each, fn)))
      return false;
    const parent = module.parents.get(node);
    if (parent?.type !== "CallExpression" || parent.callee !== node) return false;
    return module.parents.get(parent)?.type !== "AwaitExpression";
  });
}

function declares(declaration: Node, fn: FunctionNode): boolean {
  return (
    declaration === fn || (declaration.type === "VariableDeclarator" && declaration.init === fn)
  );
}
