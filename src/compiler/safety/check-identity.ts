import type { Node } from "oxc-parser";
import { describeWrite } from "../callees/describe-write.ts";
import type { CheckedModule, Finding } from "../check/finding.ts";
import type { ExploredAction } from "../effects/explore-action.ts";
import { asksForRole } from "../effects/asks-for-role.ts";
import { referencesWithin } from "../effects/references-within.ts";
import { roleOf } from "../effects/stored-inputs.ts";
import { contains } from "../parse/syntax-tree.ts";
import type { Binding } from "../scan/scope.ts";

/** Fields that say who did something. */
const who =
  /^(?:user|author|owner|account|creator|sender|reviewer|editor|poster|uploader|voter|starter)_?id$|^(?:created|updated|submitted|posted|uploaded)_?by(?:_?id)?$/i;
/** Fields that say what somebody may do. */
const power = /^(?:roles?|is_?admin|is_?staff|is_?moderator|permissions?|access_?level)$/i;
/** What of a conversation says who speaks: its `role` allows nothing. */
const speech = /message|chat|conversation|prompt|completion|transcript|turns?\b/i;

/** Rule `identity-from-form-data`. */
export function checkIdentity(checked: CheckedModule, explored: ExploredAction): Finding[] {
  if (!namesIdentity(checked, explored.action.fn) || isByRole(checked, explored)) return [];
  const found = sourcesOf(explored).filter((source) => isStored(checked, explored, source));
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

function sourcesOf({ nodes, traceInput }: ExploredAction): IdentitySource[] {
  const { raw, uses } = traceInput();
  const inputs = new Set<Node>(uses.map(({ node }) => node));
  const isInput = (node: Node): boolean => inputs.has(node);
  const found: IdentitySource[] = [];
  for (const node of nodes) {
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

/** Tells whether it becomes part of a row, itself or through variables, and was never compared with the session. */
function isStored(
  checked: CheckedModule,
  explored: ExploredAction,
  source: IdentitySource,
): boolean {
  const { scopes } = checked;
  const writes = [
    ...new Set(explored.writes.filter(({ isOwn }) => isOwn).map(({ write }) => write)),
  ].filter((write) => source.name !== "role" || !speech.test(describeWrite(checked, write)));
  const held = new Set<Binding>(source.binding === undefined ? [] : [source.binding]);
  const holds = (node: Node): boolean =>
    contains(node, source.range) ||
    referencesWithin(scopes, node).some(({ binding }) => held.has(binding));
  const within = referencesWithin(scopes, explored.action.fn);
  for (const node of explored.nodes) {
    if (node.type !== "VariableDeclarator" || node.init === null) continue;
    if (writes.some((write) => contains(node, write)) || !holds(node.init)) continue;
    for (const { binding } of within) if (binding.declarations.includes(node)) held.add(binding);
  }
  if (isCompared(explored, holds)) return false;
  return writes.some((write) => {
    if (contains(write, source.range))
      return roleOf(checked, write, source.range).role === "stored";
    return referencesWithin(scopes, write).some(
      ({ node, binding }) => held.has(binding) && roleOf(checked, write, node).role === "stored",
    );
  });
}

/** Compared with the session, it is only what the session says too. */
function isCompared({ nodes, isCaller }: ExploredAction, holds: (node: Node) => boolean): boolean {
  return nodes.some(
    (node) =>
      node.type === "BinaryExpression" &&
      /^[!=]==?$/.test(node.operator) &&
      ((holds(node.left) && isCaller(node.right)) || (holds(node.right) && isCaller(node.left))),
  );
}

/** Most actions name nobody: they need no closer look. */
function namesIdentity({ module }: CheckedModule, { start, end }: Node): boolean {
  return /_?id\b|_?by\b|role|admin|staff|moderator|permission|access/i.test(
    module.file.code.slice(start, end),
  );
}

/** Who may manage others names them. */
function isByRole(checked: CheckedModule, { action, nodes }: ExploredAction): boolean {
  if (nodes.some((node) => node.type === "CallExpression" && asksForRole(checked, node)))
    return true;
  const { start, end } = action.fn;
  const text = checked.module.file.code.slice(start, end).replace(/\.get\([^)]*\)/g, "");
  return /\b(?:require|assert|ensure|check|is|has|verify)\w*(?:Admin|Role|Permission|Staff|Moderator|Manager|Owner|Editor)\w*\(|\.role\b\s*[!=]|\brole:\s*["']|\bpermissions?\b/.test(
    text,
  );
}
