import type { Node } from "oxc-parser";
import { isWrite } from "../callees/is-write.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { contains, type FunctionNode } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";
import { findCallers } from "./find-callers.ts";
import { roleOf } from "./stored-inputs.ts";
import { traceInputs, type InputTrace } from "./trace-inputs.ts";

/** Fields that say who did something. */
const who =
  /^(?:user|author|owner|account|creator|sender|reviewer|editor|poster|uploader|voter|starter)_?id$|^(?:created|updated|submitted|posted|uploaded)_?by(?:_?id)?$/i;
/** Fields that say what somebody may do. */
const power = /^(?:roles?|is_?admin|is_?staff|is_?moderator|permissions?|access_?level)$/i;

/** Rule `identity-from-form-data`. */
export const checkIdentity: Rule = (checked) =>
  checked.actions.flatMap((action) => identitiesOf(checked, action));

function identitiesOf(checked: CheckedModule, action: ActionFunction): Finding[] {
  const { module, scopes } = checked;
  const { fn } = action;
  const writes = module.nodes.filter((node) => contains(fn, node) && isWrite(module, scopes, node));
  if (writes.length === 0 || asksForRole(checked, fn)) return [];
  const trace = traceInputs(checked, action, true);
  const found = sourcesOf(checked, action, trace).filter((source) =>
    isStored(checked, { fn, writes }, source),
  );
  const ranges = new Map(found.map((source) => [source.range.start, source]));
  return [...ranges.values()].map(({ range, name, from }) => ({
    code: "identity-from-form-data",
    range,
    params: { name, from },
  }));
}

/** A place where the caller says who somebody is. */
interface IdentitySource {
  readonly range: Node;
  readonly name: string;
  readonly from: "form" | "argument" | "input";
  /** The variable that it is, where it is one. */
  readonly binding?: Binding;
}

function sourcesOf(
  checked: CheckedModule,
  { fn }: ActionFunction,
  { raw, uses }: InputTrace,
): IdentitySource[] {
  const { module } = checked;
  const isInput = (node: Node): boolean => uses.some((use) => use.node === node);
  const found: IdentitySource[] = [];
  for (const node of module.nodes) {
    if (!contains(fn, node)) continue;
    const name = node.type === "CallExpression" ? fieldRead(node, isInput) : undefined;
    if (name !== undefined) found.push({ range: node, name, from: "form" });
    const member = memberRead(node, isInput);
    if (member !== undefined) found.push({ range: node, name: member, from: "input" });
  }
  for (const binding of raw) {
    const [declaration] = binding.declarations;
    if (declaration === undefined || !isIdentity(binding.name)) continue;
    if (declaration.type !== "VariableDeclarator") {
      found.push({ range: declaration, name: binding.name, from: "argument", binding });
    } else if (declaration.id.type === "ObjectPattern")
      found.push({ range: declaration, name: binding.name, from: "input", binding });
  }
  return found;
}

/** `form.get("userId")`, whoever `form` is called. */
function fieldRead(
  { callee, arguments: [field] }: Extract<Node, { type: "CallExpression" }>,
  isInput: (node: Node) => boolean,
): string | undefined {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return undefined;
  if (callee.property.name !== "get" || !isInput(callee.object)) return undefined;
  return field?.type === "Literal" && typeof field.value === "string" && isIdentity(field.value)
    ? field.value
    : undefined;
}

/** `parsed.data.ownerId`, `input.role`. */
function memberRead(node: Node, isInput: (node: Node) => boolean): string | undefined {
  if (node.type !== "MemberExpression" || node.property.type !== "Identifier") return undefined;
  if (!isIdentity(node.property.name)) return undefined;
  let object: Node = node.object;
  while (object.type === "MemberExpression") object = object.object;
  return isInput(object) ? node.property.name : undefined;
}

function isIdentity(name: string): boolean {
  return who.test(name) || power.test(name);
}

interface Place {
  readonly fn: FunctionNode;
  readonly writes: readonly Node[];
}

/** Tells whether it becomes part of a row, itself or through variables, and was never compared with the session. */
function isStored(checked: CheckedModule, { fn, writes }: Place, source: IdentitySource): boolean {
  const { module, scopes } = checked;
  const within = scopes.references.filter(({ node }) => contains(fn, node));
  const held = new Set<Binding>(source.binding === undefined ? [] : [source.binding]);
  const holds = (node: Node): boolean =>
    contains(node, source.range) ||
    within.some((use) => held.has(use.binding) && contains(node, use.node));
  for (const node of module.nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null || !contains(fn, node)) continue;
    if (writes.some((write) => contains(node, write)) || !holds(node.init)) continue;
    for (const { binding } of within) if (binding.declarations.includes(node)) held.add(binding);
  }
  if (isCompared(checked, fn, holds)) return false;
  return writes.some((write) => {
    if (contains(write, source.range))
      return roleOf(checked, write, source.range).role === "stored";
    return within.some(
      ({ node, binding }) =>
        held.has(binding) &&
        contains(write, node) &&
        roleOf(checked, write, node).role === "stored",
    );
  });
}

/** Compared with the session, it is only what the session says too. */
function isCompared(
  checked: CheckedModule,
  fn: FunctionNode,
  holds: (node: Node) => boolean,
): boolean {
  const { module, scopes } = checked;
  const callers = findCallers(checked, { fn });
  const isCaller = (node: Node): boolean =>
    scopes.references.some((use) => callers.has(use.binding) && contains(node, use.node));
  return module.nodes.some(
    (node) =>
      node.type === "BinaryExpression" &&
      contains(fn, node) &&
      /^[!=]==?$/.test(node.operator) &&
      ((holds(node.left) && isCaller(node.right)) || (holds(node.right) && isCaller(node.left))),
  );
}

/** Who may manage others names them. */
function asksForRole(checked: CheckedModule, fn: Node): boolean {
  const { start, end } = fn;
  const text = checked.module.file.code.slice(start, end).replace(/\.get\([^)]*\)/g, "");
  return /\b(?:require|assert|ensure|check|is|has|verify)\w*(?:Admin|Role|Permission|Staff|Moderator|Manager|Owner|Editor)\w*\(|\.role\b\s*[!=]|\brole:\s*["']|\bpermissions?\b/.test(
    text,
  );
}
