import type { Node } from "oxc-parser";
import { calleeOf } from "../callees/callee-of.ts";
import { describeWrite } from "../callees/describe-write.ts";
import { forwardsCaller } from "../callees/forwards-caller.ts";
import { isAuthCall } from "../callees/is-auth-call.ts";
import { isCookieWrite } from "../callees/is-cookie-write.ts";
import { isRedirectSignal } from "../callees/is-redirect-signal.ts";
import { isRevalidation } from "../callees/is-revalidation.ts";
import { isWrite } from "../callees/is-write.ts";
import type { CheckedModule } from "../check/finding.ts";
import { nodesWithin } from "../parse/nodes-within.ts";
import type { FunctionNode } from "../parse/syntax-tree.ts";
import { findCallers } from "./find-callers.ts";
import { isLookedAt } from "./is-looked-at.ts";
import { comparesCaller } from "./is-permission.ts";
import { findReference } from "./references-within.ts";
import { refusingTests } from "./refusing-tests.ts";

/** What code may do, each a bit of a path's state. */
export const effects = {
  /** Somebody without an account is refused. */
  asks: 1,
  /** It is known who calls, whether or not anybody looks. */
  knows: 2,
  /** The caller was compared with something, or a role was checked. */
  permits: 4,
  /** The input was looked at. */
  checks: 8,
  writes: 16,
  /** A write of what a page may show. */
  shows: 32,
  /** The browser is told that something changed. */
  tells: 64,
} as const;

/** Reads what nodes of a module do by themselves, each once. */
export interface EffectReader {
  /** Bits of a node, and of the function of the module that it calls. */
  readonly effectsOf: (node: Node) => number;
  /** Tests that refuse a caller. */
  readonly refusing: ReadonlySet<Node>;
}

/** Functions that call functions that call functions …: nobody writes this many, but generated code may. */
const followLimit = 100;

/** Returns the reader of a module; what it has read of a node or a function it keeps, for the rules and the facts of the whole app. */
export function effectReaderOf(checked: CheckedModule): EffectReader {
  return checked.scopes.memo.once(createEffectReader, checked);
}

function createEffectReader(checked: CheckedModule): EffectReader {
  const refusing = refusingTests(checked);
  const known = new Map<Node, number>();
  const ofFunction = new Map<FunctionNode, number>();
  let depth = 0;
  const followed = (fn: FunctionNode): number => {
    const before = ofFunction.get(fn);
    if (before !== undefined) return before;
    if (depth >= followLimit) return 0;
    depth += 1;
    ofFunction.set(fn, 0); // one that calls itself does what else stands in it
    let bits = 0;
    const asking: Node[] = [];
    for (const node of nodesWithin(checked.module, fn)) {
      const own = effectsOf(node);
      bits |= own;
      if ((own & effects.knows) !== 0) asking.push(node);
      if (node.type === "IfStatement" && refusing.has(node.test)) bits |= effects.asks;
    }
    if (comparesItsCaller(checked, fn, asking)) bits |= effects.permits;
    ofFunction.set(fn, bits);
    depth -= 1;
    return bits;
  };
  const effectsOf = (node: Node): number => {
    if (!acting.has(node.type)) return 0;
    const before = known.get(node);
    if (before !== undefined) return before;
    const own = ownEffects(checked, node);
    const fn = own === 0 ? localFunction(checked, node) : undefined;
    const bits = fn === undefined ? own : followed(fn);
    known.set(node, bits);
    return bits;
  };
  return { effectsOf, refusing };
}

/** The nodes that do something by themselves; most are none of these. */
const acting: ReadonlySet<Node["type"]> = new Set([
  "CallExpression",
  "MemberExpression",
  "TaggedTemplateExpression",
]);

/** The other server knows who calls, and decides what they may do. */
const askedElsewhere = effects.knows | effects.asks | effects.permits;

function ownEffects(checked: CheckedModule, node: Node): number {
  const { module, scopes } = checked;
  if (node.type === "MemberExpression") return askingBits(checked, node);
  if (node.type === "TaggedTemplateExpression")
    return isWrite(module, scopes, node) ? writeBits(checked, node) : 0;
  if (node.type !== "CallExpression") return 0;
  const callee = calleeOf(scopes, node);
  if (isCookieWrite(callee)) return effects.tells;
  if (isWrite(module, scopes, node)) {
    const isAsked = forwardsCaller(module, scopes, node);
    return writeBits(checked, node) | (isAsked ? askedElsewhere : 0);
  }
  const isTold =
    isRevalidation(callee) ||
    isRedirectSignal(callee) ||
    (callee.kind === "imported" && /(?:re|in)validat/i.test(callee.specifier)) ||
    isLoadedRevalidation(checked, callee.written);
  return (isTold ? effects.tells : 0) | askingBits(checked, node);
}

/** `await ownPost(id)`: a function that is told what it is about, and compares whoever calls with it. */
function comparesItsCaller(
  checked: CheckedModule,
  fn: FunctionNode,
  asking: readonly Node[],
): boolean {
  if (asking.length === 0 || fn.params.length === 0) return false;
  const callers = findCallers(checked, { fn }, asking);
  const isCaller = (node: Node): boolean =>
    findReference(checked.scopes, node, ({ binding }) => callers.has(binding)) !== undefined;
  return nodesWithin(checked.module, fn).some((node) => comparesCaller(node, isCaller));
}

function localFunction({ scopes }: CheckedModule, node: Node): FunctionNode | undefined {
  if (node.type !== "CallExpression") return undefined;
  const callee = calleeOf(scopes, node);
  return callee.kind === "local" ? callee.fn : undefined;
}

function askingBits(checked: CheckedModule, node: Node): number {
  if (!isAuthCall(checked.scopes, node)) return 0;
  return effects.knows | (isLookedAt(checked, node) ? effects.asks : 0);
}

/** The bits of a write, by the name of what it changes. */
export function writeBits(checked: CheckedModule, node: Node): number {
  return effects.writes | (isUnseen(describeWrite(checked, node)) ? 0 : effects.shows);
}

/** What no page shows, by a word of the table's name. */
const unseen: ReadonlySet<string> = new Set(
  "log logs audit audits event events metric metrics analytics tracking token tokens attempt attempts outbox queue stat stats view views visit visits hit hits impression impressions".split(
    " ",
  ),
);

/** `auditLog.create`, `db.pageView.upsert`. */
function isUnseen(write: string): boolean {
  const words = write.split(/[^a-zA-Z]+|(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.some((word) => unseen.has(word));
}

/** `const { refresh } = await import("next/cache")`. */
function isLoadedRevalidation({ module }: CheckedModule, written: readonly string[]): boolean {
  const name = written.at(-1) ?? "";
  if (!/^(?:revalidate(?:Path|Tag)|updateTag|refresh)$/.test(name)) return false;
  return /\bimport\(\s*["'](?:next\/cache|edict)["']\s*\)/.test(module.file.code);
}
