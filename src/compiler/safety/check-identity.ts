import type { Node } from "oxc-parser";
import { isWrite } from "../callees/is-write.ts";
import type { ActionFunction } from "../check/list-action-functions.ts";
import type { CheckedModule, Finding, Rule } from "../check/finding.ts";
import { contains } from "../parse/syntax-tree.ts";
import { inputsOfWrite } from "./stored-inputs.ts";
import { traceInputs } from "./trace-inputs.ts";

/** Fields that say who did something. */
const who =
  /^(?:user|author|owner|account|creator|sender|reviewer|editor|poster|uploader|created_?by|updated_?by|submitted_?by|posted_?by)_?(?:id)?$/i;
/** Fields that say what somebody may do. */
const power =
  /^(?:role|roles|is_?admin|is_?staff|is_?moderator|permissions?|access_?level|verified|credits|balance)$/i;

/** Rule `identity-from-form-data`. */
export const checkIdentity: Rule = (checked) =>
  checked.actions.flatMap((action) => identitiesOf(checked, action));

function identitiesOf(checked: CheckedModule, { fn }: ActionFunction): Finding[] {
  const { module, scopes } = checked;
  const writes = module.nodes.filter((node) => contains(fn, node) && isWrite(module, scopes, node));
  if (writes.length === 0 || asksForRole(checked, fn)) return [];
  const trace = traceInputs(checked, fn);
  const found = new Map<Node, Finding>();
  for (const write of writes)
    for (const { node, role, key } of inputsOfWrite(checked, write, trace)) {
      if (role !== "stored") continue;
      const named = key ?? textOf(checked, node);
      if (!isIdentity(named) && !power.test(named)) continue;
      const source = sourceOf(checked, node, named);
      if (source === undefined || isCompared(checked, fn, source.text)) continue;
      const { range, from } = source;
      found.set(range, { code: "identity-from-form-data", range, params: { name: named, from } });
    }
  return [...found.values()];
}

function isIdentity(name: string): boolean {
  return who.test(name) && /id$|by$/i.test(name);
}

interface Source {
  readonly range: Node;
  readonly from: "form" | "argument" | "input";
  readonly text: string;
}

/** Where the identity is taken: `form.get("userId")`, a parameter, or a member of an object from outside. */
function sourceOf(checked: CheckedModule, use: Node, named: string): Source | undefined {
  const { module, scopes } = checked;
  const get = getCallAround(module.parents, use);
  if (get !== undefined) return { range: get, from: "form", text: textOf(checked, get) };
  const reference = scopes.referenceAt.get(use);
  if (reference === undefined) return undefined;
  const { binding } = reference;
  const [declaration] = binding.declarations;
  if (declaration?.type === "VariableDeclarator" && declaration.init !== null) {
    const taken = module.nodes.find(
      (node) =>
        node.type === "CallExpression" &&
        contains(declaration, node) &&
        /\.get\(\s*["'`]/.test(textOf(checked, node)),
    );
    return {
      range: taken ?? declaration,
      from: taken === undefined ? "input" : "form",
      text: binding.name,
    };
  }
  const parent = module.parents.get(use);
  if (parent?.type === "MemberExpression" && parent.object === use)
    return { range: parent, from: "input", text: textOf(checked, parent) };
  const isNamed = isIdentity(binding.name) || power.test(binding.name) || binding.name === named;
  return isNamed && declaration !== undefined
    ? { range: declaration, from: "argument", text: binding.name }
    : undefined;
}

function getCallAround(parents: ReadonlyMap<Node, Node>, use: Node): Node | undefined {
  const member = parents.get(use);
  const call = member === undefined ? undefined : parents.get(member);
  const isGet =
    member?.type === "MemberExpression" &&
    member.object === use &&
    member.property.type === "Identifier" &&
    member.property.name === "get";
  return isGet && call?.type === "CallExpression" && call.callee === member ? call : undefined;
}

/** Compared with the session, it is only what the session says too. */
function isCompared(checked: CheckedModule, fn: Node, text: string): boolean {
  return checked.module.nodes.some(
    (node) =>
      node.type === "BinaryExpression" &&
      contains(fn, node) &&
      /^[!=]==?$/.test(node.operator) &&
      [node.left, node.right].some((side) => textOf(checked, side).includes(text)) &&
      /session|user|viewer|account|me\b/i.test(
        textOf(checked, textOf(checked, node.left).includes(text) ? node.right : node.left),
      ),
  );
}

/** Who may manage others names them. */
function asksForRole(checked: CheckedModule, fn: Node): boolean {
  return /\b(?:require|assert|ensure|check|is|has|verify)\w*(?:Admin|Role|Permission|Staff|Moderator|Manager|Owner|Editor)\b|\.role\b|\bpermissions?\b/i.test(
    textOf(checked, fn).replace(/\.get\([^)]*\)/g, ""),
  );
}

function textOf({ module }: CheckedModule, { start, end }: Node): string {
  return module.file.code.slice(start, end);
}
