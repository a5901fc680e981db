import assert from "node:assert/strict";
import { callTo, requestTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import type { Target } from "../harness/threat-server.ts";
import { exchange } from "./k-paths.ts";

/** One cached value of the threat app; an id of its own for each case. */
export interface CachedValue {
  readonly what: string;
  readonly id: string;
}

/** Asks for a cached value. */
export async function readKept(
  to: Target,
  { what, id }: CachedValue,
  cookie = "",
): Promise<Answer> {
  const target = `/kept/${what}?id=${encodeURIComponent(id)}`;
  return one(to, requestTo(to, { target, headers: { Cookie: cookie } }));
}

/** Changes what is behind the cached values, and tells nobody; `slow` values are made once the gate is opened. */
export async function changeSource(to: Target, text: string, slow = false): Promise<void> {
  const target = `/kept/source${slow ? "?slow" : ""}`;
  const { status } = await one(to, requestTo(to, { method: "PUT", target, body: text }));
  assert.equal(status, 204, "the source is changed");
}

/** Lets an action end all that is made of the source; gives its answer. */
export async function endSource(to: Target): Promise<Answer> {
  const answer = await one(to, callTo(to, { action: "makeStale", args: ["update", "source"] }));
  assert.equal(answer.status, 200, "the action that revalidates is answered");
  return answer;
}

/** Does `work` while values are being made that wait at the gate, then opens it; gives what they came to. `work` may add to them. */
export async function whileMaking<T>(
  to: Target,
  making: Promise<Answer>[],
  work: () => Promise<T>,
): Promise<readonly [made: readonly Answer[], did: T]> {
  try {
    assert.equal(await countFills(to, making.length), making.length, "each is being made");
    const did = await work();
    await openGate(to);
    return [await Promise.all(making), did];
  } finally {
    await openGate(to);
    await Promise.allSettled(making);
  }
}

/** Waits until so many fills are under way, a second at most; gives how many there are. */
async function countFills(to: Target, count: number): Promise<number> {
  const { body } = await one(to, requestTo(to, { target: `/gate?count=${count}` }));
  return Number(body);
}

async function openGate(to: Target): Promise<void> {
  await one(to, requestTo(to, { method: "POST", target: "/gate", body: "" }));
}

/** Signs a visitor in to whom drafts are shown; gives their cookie. */
export async function draftCookie(to: Target): Promise<string> {
  const answer = await one(to, requestTo(to, { target: "/draft" }));
  const [cookie = ""] = headerValues(answer, "set-cookie");
  assert.match(cookie, /^edict_draft=/);
  return cookie.split(";")[0] ?? "";
}

async function one(to: Target, bytes: Uint8Array): Promise<Answer> {
  const [answer] = await exchange(to, bytes);
  assert.ok(answer !== undefined, "there is an answer");
  return answer;
}
