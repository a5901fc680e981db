import type { IfStatement, Node, ReturnStatement, Statement } from "oxc-parser";
import type { CheckedModule } from "../check/finding.ts";
import { isFunction, withoutTypes, type FunctionNode, type Range } from "../parse/syntax-tree.ts";
import { constantOf } from "../scan/constant-value.ts";
import { literalText } from "../scan/literal-text.ts";
import { judgeCondition } from "./judge-condition.ts";
import { judgeProxy, type ProxyFault } from "./judge-proxy.ts";
import { matcherNode, propertyOf } from "./matcher-node.ts";

/** What `proxy.ts` does before a page is asked. */
export interface ProxyFacts {
  /** The paths that it is run for, as written; undefined for all, null where they are not written out. */
  readonly matchers: readonly string[] | undefined | null;
  /** What would keep it from running. */
  readonly faults: readonly ProxyFault[];
  /** Each `return` that may answer a request to this path by itself. */
  readonly answersAt: (path: string) => readonly Range[];
}

/** Tells whether a file is the app's proxy, by its path from the root. */
export function isProxyFile(path: string): boolean {
  return /^(?:src\/)?(?:proxy|middleware)\.[cm]?[jt]sx?$/.test(path);
}

/** Reads where the app's proxy answers by itself. One that looks at the method or at the headers of calls tells actions apart. */
export function readProxy(checked: CheckedModule): ProxyFacts {
  const fn = tellsActionsApart(checked) ? undefined : proxyFunction(checked);
  const body = fn?.body;
  return {
    matchers: matchersOf(checked),
    faults: judgeProxy(checked),
    answersAt: (path) => {
      if (body === null || body === undefined) return [];
      const answers: Range[] = [];
      if (body.type === "BlockStatement") walk({ checked, path, answers }, body.body);
      else if (isAnswer(checked, body)) answers.push({ start: body.start, end: body.end });
      return answers;
    },
  };
}

function tellsActionsApart({ module }: CheckedModule): boolean {
  return module.nodes.some((node) => {
    if (node.type === "MemberExpression")
      return node.property.type === "Identifier" && node.property.name === "method";
    if (node.type === "Property")
      return node.key.type === "Identifier" && node.key.name === "method";
    return node.type === "Literal" && /^(?:next|edict)-action$/i.test(String(node.value));
  });
}

function proxyFunction(checked: CheckedModule): FunctionNode | undefined {
  const { exports, module } = checked;
  const found = exports.exports.find(({ exported }) =>
    ["proxy", "middleware", "default"].includes(exported),
  );
  if (found === undefined) return undefined;
  if (found.value.kind === "function") {
    const fn = found.value.fn as Node; // a function's range is the function's own node
    return isFunction(fn) ? fn : undefined;
  }
  // `export default auth((request) => …)`
  const { form } = found;
  const start = form.kind === "default-expression" ? form.expression.start : undefined;
  const call = module.nodes.find((node) => node.start === start && node.type === "CallExpression");
  return call?.type === "CallExpression" ? call.arguments.find(isFunction) : undefined;
}

function matchersOf(checked: CheckedModule): ProxyFacts["matchers"] {
  const matcher = matcherNode(checked);
  if (matcher === undefined) return undefined;
  const list = matcher.type === "ArrayExpression" ? matcher.elements : [matcher];
  const texts = list.map((each) => {
    const source = each?.type === "ObjectExpression" ? propertyOf(each, "source") : each;
    return source === null || source === undefined ? undefined : literalText(source);
  });
  return texts.every((text) => text !== undefined) ? texts : null;
}

interface Visit {
  readonly checked: CheckedModule;
  readonly path: string;
  readonly answers: Range[];
}

/** Collects answers; tells whether nothing behind `statements` is reached. */
function walk(visit: Visit, statements: readonly Statement[]): boolean {
  return statements.some((statement) => step(visit, statement));
}

function step(visit: Visit, statement: Statement): boolean {
  if (statement.type === "ReturnStatement") return leave(visit, statement);
  if (statement.type === "ThrowStatement") return true;
  if (statement.type === "BlockStatement") return walk(visit, statement.body);
  if (statement.type === "TryStatement") {
    const isOver = walk(visit, statement.block.body);
    const { handler } = statement;
    return handler === null ? isOver : walk(visit, handler.body.body) && isOver;
  }
  return statement.type === "IfStatement" ? branch(visit, statement) : false;
}

/** What hangs on the part of the path that a visitor chooses is not known to be for this page, nor is what it leaves over. */
function branch(visit: Visit, { test, consequent, alternate }: IfStatement): boolean {
  const verdict = judgeCondition(visit.checked, test, visit.path);
  if (verdict === "path") {
    const unheard: Visit = { ...visit, answers: [] };
    return [consequent, alternate].some((each) => each !== null && step(unheard, each));
  }
  const endsHere = verdict !== "no" && step(visit, consequent);
  if (verdict === "yes") return endsHere;
  const endsThere = alternate !== null && step(visit, alternate);
  return verdict === "no" ? endsThere : endsHere && endsThere;
}

function leave({ checked, answers }: Visit, statement: ReturnStatement): boolean {
  const { argument, start, end } = statement;
  if (argument !== null && isAnswer(checked, argument)) answers.push({ start, end });
  return true;
}

const answering = new Set(["redirect", "json"]);

/**
 * Tells whether a value is surely a response of the proxy's own: not one that lets the request go on, nor somebody
 * else's. A refusal is none, for a call tells its caller about it.
 */
function isAnswer(checked: CheckedModule, node: Node): boolean {
  const value = withoutTypes(node);
  if (value.type === "Identifier") {
    const held = constantOf(checked.scopes, value);
    return held !== undefined && isAnswer(checked, held);
  }
  if (value.type === "NewExpression")
    return isResponse(value.callee) && !isRefusal(value.arguments);
  if (value.type !== "CallExpression" || value.callee.type !== "MemberExpression") return false;
  const { object, property } = value.callee;
  if (property.type !== "Identifier" || !answering.has(property.name)) return false;
  return isResponse(object) && !isRefusal(value.arguments);
}

function isRefusal([, options]: readonly Node[]): boolean {
  const status = options === undefined ? undefined : propertyOf(options, "status");
  return status?.type === "Literal" && typeof status.value === "number" && status.value >= 400;
}

function isResponse(node: Node): boolean {
  return node.type === "Identifier" && /^(?:Next)?Response$/.test(node.name);
}
