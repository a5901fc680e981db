import type { CallExpression, ConditionalExpression, ModuleExportName, Node } from "oxc-parser";
import { childrenOf, isFunction, withoutTypes } from "../parse/syntax-tree.ts";
import { configuredValue, isConfigureCall } from "../settings/configure-call.ts";
import { describeParameters } from "./describe-parameters.ts";
import type { ExportValue } from "./export-table.ts";
import { globalValue } from "./global-value.ts";
import { lookUp, type Binding, type ScopeTree } from "./scope.ts";

/** Says what an expression at module level evaluates to, without guessing: what only a run can tell is `runtime`. */
export function classifyValue(
  node: Node,
  scopes: ScopeTree,
  seen: readonly Binding[] = [],
): ExportValue {
  const value = withoutTypes(node);
  if (isFunction(value)) {
    return {
      kind: "function",
      fn: value,
      isAsync: value.async,
      isGenerator: value.generator,
      parameters: describeParameters(value, scopes),
    };
  }
  if (value.type === "Identifier") return classifyName(value.name, scopes, seen);
  if (value.type === "Literal") return { kind: "value", found: literalName(value.value) };
  if (value.type === "SequenceExpression") {
    const last = value.expressions.at(-1);
    return last === undefined ? { kind: "runtime" } : classifyValue(last, scopes, seen);
  }
  if (value.type === "AssignmentExpression" && value.operator === "=")
    return classifyValue(value.right, scopes, seen);
  if (isConfigureCall(scopes, value)) return classifyConfigured(value, scopes, seen);
  if (value.type === "ConditionalExpression") return classifyBranches(value, scopes, seen);
  // A namespace of types is gone at run time.
  if (value.type === "TSModuleDeclaration" && !hasValues(value.body)) return { kind: "type" };
  const found = kinds[value.type] ?? globalValue(value, scopes);
  return found === undefined ? { kind: "runtime" } : { kind: "value", found };
}

/** `configure(settings, action)` gives the action itself. */
function classifyConfigured(
  call: CallExpression,
  scopes: ScopeTree,
  seen: readonly Binding[],
): ExportValue {
  const wrapped = configuredValue(call);
  if (wrapped === undefined) return { kind: "runtime", configured: call };
  const value = classifyValue(wrapped, scopes, seen);
  if (value.kind === "function") return { ...value, configured: call };
  return value.kind === "value" ? value : { kind: "runtime", configured: call };
}

function classifyBranches(
  { consequent, alternate }: ConditionalExpression,
  scopes: ScopeTree,
  seen: readonly Binding[],
): ExportValue {
  const branches = [consequent, alternate].map((branch) => classifyValue(branch, scopes, seen));
  return branches.every(({ kind }) => kind === "value")
    ? (branches[0] ?? { kind: "runtime" })
    : { kind: "runtime" };
}

/** Says what a module-level name stands for; a name that is assigned again is left to run time. */
export function classifyName(
  name: string,
  scopes: ScopeTree,
  seen: readonly Binding[] = [],
): ExportValue {
  const binding = lookUp(scopes.program, name);
  if (binding === undefined)
    return name === "undefined" ? { kind: "value", found: "`undefined`" } : { kind: "runtime" };
  const declaration = binding.declarations.at(-1);
  if (declaration === undefined || seen.includes(binding)) return { kind: "runtime" };
  if (binding.kind === "import") return classifyImport(declaration, scopes);
  if (binding.references.some(({ isWrite }) => isWrite)) return { kind: "runtime" };
  if (declaration.type === "VariableDeclarator") {
    if (declaration.id.type !== "Identifier" || binding.declarations.length > 1)
      return { kind: "runtime" };
    if (declaration.init === null) return { kind: "value", found: "`undefined`" };
    return classifyValue(declaration.init, scopes, [...seen, binding]);
  }
  return classifyValue(declaration, scopes, [...seen, binding]);
}

function classifyImport(specifier: Node, scopes: ScopeTree): ExportValue {
  const declaration = scopes.importOf.get(specifier);
  if (declaration === undefined) return { kind: "runtime" }; // `import a = b.c`
  if (declaration.importKind === "type") return { kind: "type" };
  const source = declaration.source.value;
  if (specifier.type === "ImportSpecifier") {
    if (specifier.importKind === "type") return { kind: "type" };
    return { kind: "import", specifier: source, imported: nameOf(specifier.imported) };
  }
  const imported = specifier.type === "ImportDefaultSpecifier" ? "default" : "*";
  return { kind: "import", specifier: source, imported };
}

/** Returns an export's name: an identifier's, or a string's. */
export function nameOf(name: ModuleExportName): string {
  return name.type === "Literal" ? name.value : name.name;
}

function hasValues(body: Node | null): boolean {
  if (body === null) return false;
  return childrenOf(body).some((node): boolean => {
    const inner = node.type === "ExportNamedDeclaration" ? node.declaration : node;
    if (inner?.type === "TSModuleDeclaration") return hasValues(inner.body);
    return node.type !== "ExportNamedDeclaration" || childrenOf(node).length > 0;
  });
}

function literalName(value: unknown): string {
  if (value === null) return "`null`";
  if (value instanceof RegExp) return "a regular expression";
  return `a ${typeof value}`;
}

const kinds: { readonly [T in Node["type"]]?: string } = {
  ArrayExpression: "an array",
  BinaryExpression: "the result of a comparison or calculation",
  ClassDeclaration: "a class",
  ClassExpression: "a class",
  ImportExpression: "a promise",
  JSXElement: "a React element",
  JSXFragment: "a React element",
  ObjectExpression: "an object",
  TemplateLiteral: "a string",
  ThisExpression: "`undefined`",
  TSEnumDeclaration: "an enum",
  TSModuleDeclaration: "a namespace",
  UnaryExpression: "the result of a calculation",
  UpdateExpression: "a number",
};
