import type { CallExpression, ImportDeclaration, Node } from "oxc-parser";
import { err, ok, type Result } from "../../base/index.ts";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes, type Range } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { literalValue } from "../settings/literal-value.ts";
import type { FontCall } from "./font-call.ts";
import { readGoogleOptions, readLocalOptions, type FontOptions } from "./read-font-options.ts";

/** What a module makes of `next/font`. */
export interface FontUses {
  readonly calls: readonly FontCall[];
  readonly faults: readonly FontFault[];
  /** The imports that the calls take the place of. */
  readonly imports: readonly ImportDeclaration[];
}

/** A use that a build cannot evaluate. */
export interface FontFault {
  readonly range: Range;
  /** What is wrong, in full sentences. */
  readonly problem: string;
}

const fontModule = /^next\/font\/(?:local|google)(?:\.js)?$/;

/** Tells whether a text is worth a look: cheap, and wrong only by saying yes. */
export function mayHoldFonts(code: string): boolean {
  return code.includes("next/font/");
}

/** Finds the calls of `next/font` in a module, and every other use of it. */
export function findFontCalls(module: ParsedModule, scopes: ScopeTree): FontUses {
  const calls: FontCall[] = [];
  const faults: FontFault[] = [];
  const imports: ImportDeclaration[] = [];
  if (!mayHoldFonts(module.file.code)) return { calls, faults, imports };
  for (const node of module.nodes) {
    if (handsOnFont(node))
      faults.push({
        range: node,
        problem:
          "A font can only be made in the module that imports `next/font`: it cannot be handed on.",
      });
    if (node.type !== "ImportDeclaration" || !fontModule.test(node.source.value)) continue;
    if (node.importKind === "type") continue;
    imports.push(node);
    if (node.specifiers.some(({ type }) => type === "ImportNamespaceSpecifier"))
      faults.push({ range: node, problem: "A font is imported by its name, not by `*`." });
  }
  for (const reference of scopes.references) {
    const [declaration] = reference.binding.declarations;
    const from = declaration === undefined ? undefined : scopes.importOf.get(declaration);
    if (declaration === undefined || from === undefined || !imports.includes(from)) continue;
    if (declaration.type === "ImportNamespaceSpecifier") continue;
    const read = readUse(module, reference.node, importedName(declaration));
    if (read.ok) calls.push(read.value);
    else faults.push(read.error);
  }
  return { calls, faults, imports };
}

function handsOnFont(node: Node): boolean {
  if (node.type === "ExportAllDeclaration" || node.type === "ExportNamedDeclaration")
    return node.exportKind !== "type" && fontModule.test(node.source?.value ?? "");
  return (
    node.type === "ImportExpression" &&
    node.source.type === "Literal" &&
    fontModule.test(String(node.source.value))
  );
}

function importedName(declaration: Node): string {
  if (declaration.type !== "ImportSpecifier") return "default";
  const { imported } = declaration;
  return imported.type === "Literal" ? imported.value : imported.name;
}

/** Reads the call that a name is used in; the error is why it is none that a build can evaluate. */
function readUse(module: ParsedModule, used: Node, imported: string): Result<FontCall, FontFault> {
  const call = module.parents.get(used);
  if (call?.type !== "CallExpression" || call.callee !== used)
    return err({
      range: used,
      problem: "It is used as a value here, but a build evaluates it: it can only be called.",
    });
  const name = constantOf(module, call);
  if (name === undefined)
    return err({
      range: call,
      problem:
        "It is called once, when the app is built, so what it gives must be a constant at the top of the module.",
    });
  const options = optionsOf(call);
  if (!options.ok) return options;
  const read =
    imported === "default"
      ? readLocalOptions(options.value)
      : readGoogleOptions(imported, options.value);
  const range = { start: call.start, end: call.end };
  return read.ok
    ? ok({ ...read.value, name, range })
    : err({ range: call.arguments[0] ?? call, problem: read.error });
}

/** The constant at the top of the module that a call is assigned to. */
function constantOf(module: ParsedModule, call: CallExpression): string | undefined {
  let value: Node = call;
  let parent = module.parents.get(value);
  while (parent !== undefined && withoutTypes(parent) === call) {
    value = parent;
    parent = module.parents.get(value);
  }
  if (parent?.type !== "VariableDeclarator" || parent.init !== value) return undefined;
  const list = module.parents.get(parent);
  if (list?.type !== "VariableDeclaration" || list.kind !== "const") return undefined;
  const around = module.parents.get(list);
  const isTop = around?.type === "Program" || around?.type === "ExportNamedDeclaration";
  return isTop && parent.id.type === "Identifier" ? parent.id.name : undefined;
}

function optionsOf(call: CallExpression): Result<FontOptions, FontFault> {
  const [first, second] = call.arguments;
  if (first === undefined) return ok({});
  const value = first.type === "SpreadElement" ? undefined : literalValue(first);
  if (second !== undefined || value?.ok !== true || !isObject(value.value))
    return err({
      range: second ?? first,
      problem:
        "Its options are read when the app is built, before any code runs: they must be one object, written out with literals.",
    });
  return ok(value.value);
}

function isObject(value: unknown): value is FontOptions {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
