import type { CallExpression, Node } from "oxc-parser";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { calleeOf, originOf, type Callee } from "./callee-of.ts";

/** Methods that only schemas have. */
const schemaNames = new Set([
  ..."safeParse safeParseAsync parseAsync validateSync validateAsync spa".split(" "),
  ..."assertEqual decodeUnknownSync decodeUnknown decodeUnknownEither".split(" "),
]);
/** Methods that other objects have too: the receiver decides. */
const sharedNames = new Set(["parse", "validate", "check", "assert", "decode", "is", "cast"]);
/** Receivers of those that read a format and check no values. */
const formatReaders =
  /^(?:JSON|Date|Number|Intl|URL|path|url|qs|querystring|cookie|marked|csv|yaml|toml|ini|console|jwt|base64|decoder|TextDecoder|superjson|devalue|SuperJSON|bcrypt|html|xml)$/;
/** Packages whose plain functions check: `parse(schema, input)`. */
const checkers: Readonly<Record<string, RegExp>> = {
  valibot: /^(?:safeParse|parse|safeParseAsync|parseAsync|is|assert|parser|safeParser)$/,
  superstruct: /^(?:assert|is|create|mask|validate)$/,
  validator: /^is\w+$|^default$/,
  "io-ts": /^decode$/,
};
/** An app's own functions, by name: `validatePost(input)`, `isEmail(x)`, `parseForm(formData)`. */
const ownCheck =
  /^(?:(?:validate|sanitize|safeParse)\w*|(?:parse|is|assert|coerce|check)(?!Int$|Float$)[A-Z]\w*)$/;
/** What says who calls is no check of what was sent. */
const aboutTheCaller =
  /Auth|Session|User|Admin|Role|Permission|Access|Owner|LoggedIn|SignedIn|Token/;

const numberChecks = new Set(["isInteger", "isSafeInteger", "isFinite", "isNaN"]);
const comparisons = new Set(["<", ">", "<=", ">=", "==", "===", "!=", "!=="]);

/**
 * Tells whether `node` checks a value: a schema's method, a checking function, `typeof`,
 * `instanceof`, `in`, a comparison of a length, `Number.isInteger`, a regular expression's `test`
 * or an allow-list's `includes` or `has`.
 */
export function isValidation(scopes: ScopeTree, node: Node): boolean {
  if (node.type === "UnaryExpression") return node.operator === "typeof";
  if (node.type === "BinaryExpression") {
    if (node.operator === "instanceof" || node.operator === "in") return true;
    return comparisons.has(node.operator) && (isLength(node.left) || isLength(node.right));
  }
  return node.type === "CallExpression" && isCheckingCall(scopes, node);
}

function isLength(node: Node): boolean {
  let inner = withoutTypes(node);
  if (inner.type === "ChainExpression") inner = withoutTypes(inner.expression);
  return (
    inner.type === "MemberExpression" &&
    inner.property.type === "Identifier" &&
    (inner.property.name === "length" || inner.property.name === "size")
  );
}

function isCheckingCall(scopes: ScopeTree, call: CallExpression): boolean {
  const callee = calleeOf(scopes, call);
  const inner = withoutTypes(call.callee);
  if (callee.kind === "imported" && callee.path.length === 0) {
    const known = checkers[callee.specifier];
    if (known?.test(callee.name) === true) return true;
  }
  if (inner.type === "Identifier") return isOwnCheck(callee, inner.name);
  if (inner.type !== "MemberExpression" || inner.property.type !== "Identifier") return false;
  const { name } = inner.property;
  if (schemaNames.has(name)) return true;
  if (name === "match") return call.arguments.some((each) => isPattern(originOf(scopes, each)));
  return isCheckOf(originOf(scopes, inner.object), name);
}

/** Tells whether the method `name` of `owner` checks what it is given, or `owner` itself. */
function isCheckOf(owner: Callee, name: string): boolean {
  if (sharedNames.has(name)) return !isFormatReader(owner);
  if (name === "isArray" || numberChecks.has(name)) return isNamed(owner, ["Number", "Array"]);
  if (name === "test") return isPattern(owner);
  if (name === "hasOwn") return isNamed(owner, ["Object"]);
  return (name === "includes" || name === "has") && !isOfRequest(owner);
}

function isOwnCheck(callee: Callee, written: string): boolean {
  const name = callee.kind === "imported" && callee.name !== "default" ? callee.name : written;
  if (callee.kind === "method" && callee.isGlobal && (name === "isNaN" || name === "isFinite"))
    return true;
  return ownCheck.test(name) && !aboutTheCaller.test(name);
}

function isNamed(owner: Callee, names: readonly string[]): boolean {
  return owner.kind === "method" && owner.path.length === 1 && names.includes(owner.path[0] ?? "");
}

function isFormatReader(owner: Callee): boolean {
  const names = [...owner.written, ...("path" in owner ? owner.path : [])];
  if (owner.kind === "imported") names.push(owner.specifier.replace(/^node:/, ""));
  return names.some((name) => formatReaders.test(name));
}

function isPattern(owner: Callee): boolean {
  if (owner.kind === "method" && (owner.path[0] === "<regexp>" || owner.path[0] === "RegExp"))
    return true;
  return /(?:regexp?|pattern|re)$/i.test(owner.written.at(-1) ?? "");
}

/** `formData.has("name")` asks whether something was sent, not what. */
function isOfRequest(owner: Callee): boolean {
  const name = owner.written.at(-1) ?? "";
  return /^(?:formData|fd|form|headers|params|searchParams|cookies?|cookieStore|\(\))$/.test(name);
}
