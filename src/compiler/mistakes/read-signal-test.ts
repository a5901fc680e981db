import type { Node } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import { isCaught } from "./is-caught.ts";

/** Names of functions that recognise the signals of `redirect()` and its relatives. */
const recognisers = /redirect|router|httpaccess|notfound|signal|digest|dynamic|next/i;

/** Tells whether a test of a `catch` holds for a caught signal; undefined where it may or may not. */
export function readSignalTest(checked: CheckedModule, node: Node): boolean | undefined {
  const test = plain(node);
  if (test.type === "CallExpression") return readCall(checked, test.callee, test.arguments);
  // A signal has a digest; an optional read of it goes on.
  if (test.type === "MemberExpression")
    return memberOfCaught(checked, test) === "digest" ? true : undefined;
  return test.type === "BinaryExpression" ? readComparison(checked, test) : undefined;
}

type Comparison = Extract<Node, { type: "BinaryExpression" }>;

function readComparison(
  checked: CheckedModule,
  { left, operator, right }: Comparison,
): boolean | undefined {
  if (operator === "instanceof") {
    if (!isCaught(checked, left)) return undefined;
    // A signal is an `Error`, and of no class that an app may name.
    return right.type === "Identifier" && right.name === "Error";
  }
  if (operator === "in") return isCaught(checked, right) ? isDigestName(left) : undefined;
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const same = compares(checked, left, right) ?? compares(checked, right, left);
  return same === undefined ? undefined : same === operator.startsWith("=");
}

/** `isRedirectError(error)`, `error.digest.startsWith("NEXT_REDIRECT")`, `error.message.includes("unique")`. */
function readCall(
  checked: CheckedModule,
  callee: Node,
  given: readonly Node[],
): boolean | undefined {
  if (callee.type === "Identifier")
    return given.some((argument) => isCaught(checked, argument))
      ? recognisers.test(callee.name)
      : undefined;
  if (callee.type !== "MemberExpression") return undefined;
  if (given.some((argument) => isCaught(checked, argument)))
    return callee.property.type === "Identifier" && recognisers.test(callee.property.name);
  const read = withoutTypes(callee.object);
  const wanted = given[0];
  if (memberOfCaught(checked, read) === undefined || wanted?.type !== "Literal") return undefined;
  return /NEXT_|REDIRECT|HTTP_ERROR/i.test(String(wanted.value));
}

/** Whether the member `read` of a caught signal equals `wanted`; undefined when it is none. */
function compares(checked: CheckedModule, read: Node, wanted: Node): boolean | undefined {
  const value = withoutTypes(wanted);
  const asked = withoutTypes(read);
  if (asked.type === "UnaryExpression" && asked.operator === "typeof" && value.type === "Literal")
    return memberOfCaught(checked, asked.argument) === "digest"
      ? value.value === "string"
      : undefined;
  const member = memberOfCaught(checked, asked);
  if (member === undefined) return undefined;
  if (value.type !== "Literal") return undefined;
  return member === "digest" || member === "message" || member === "name"
    ? /NEXT_|REDIRECT|HTTP_ERROR/i.test(String(value.value))
    : false;
}

/** The name of a member of what was caught: `code` of `error.code`, also behind `error?.meta`. */
function memberOfCaught(checked: CheckedModule, node: Node): string | undefined {
  const value = plain(node);
  if (value.type !== "MemberExpression" || value.property.type !== "Identifier") return undefined;
  const object = withoutTypes(value.object);
  return isCaught(checked, object) || memberOfCaught(checked, object) !== undefined
    ? value.property.name
    : undefined;
}

function plain(node: Node): Node {
  const value = withoutTypes(node);
  return value.type === "ChainExpression" ? value.expression : value;
}

function isDigestName(node: Node): boolean {
  return node.type === "Literal" && node.value === "digest";
}
