import assert from "node:assert/strict";
import type { RefusalCode } from "../../../src/errors/index.ts";
import { callTo, field, file, partsTo, type RawPart } from "../harness/raw-request.ts";
import { answered, refused, type Removal, type ThreatCase } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

/** The parts of a body by their names, in order; a name that comes several times is written as pairs. */
export type Graph =
  | Readonly<Record<string, string | Uint8Array>>
  | readonly (readonly [name: string, value: string | Uint8Array])[];

/** A body: the text of all arguments, or its parts. */
export type GraphBody = string | Graph | ((to: Target) => string | Graph);

/** A call with that body is refused by exactly the check whose reason the log has. */
export function graph(
  name: string,
  body: GraphBody,
  reason: RegExp,
  { code = "MALFORMED", action = "unlock" }: { code?: RefusalCode; action?: string } = {},
): ThreatCase {
  return {
    name,
    send: (to) => graphTo(to, body, action),
    expect: refused(code, {
      also: (_, { log }) => assert.match(log[0]?.line ?? "", reason, "why it was refused"),
    }),
  };
}

/** The same for the action that takes streams and references. */
export function absorbed(name: string, body: GraphBody, reason: RegExp): ThreatCase {
  return graph(`${name}, where it is taken`, body, reason, { action: "absorb" });
}

/** A call with that body runs, and its answer has `told` in it. */
export function accepted(
  name: string,
  body: GraphBody,
  told: RegExp,
  action: "echo" | "describe" | "absorb" = "echo",
): ThreatCase {
  return {
    name,
    send: (to) => graphTo(to, body, action),
    expect: answered(200, {
      runs: [action],
      also: ([answer]) => assert.match(answer?.body ?? "", told, "what the action was given"),
    }),
  };
}

/** Writes a call of an action with a body as its parts are given. */
function graphTo(to: Target, body: GraphBody, action: string): Buffer {
  const given = typeof body === "function" ? body(to) : body;
  if (typeof given === "string") return callTo(to, { action, body: given });
  const entries: readonly (readonly [string, string | Uint8Array])[] = isPairs(given)
    ? given
    : Object.entries(given);
  return partsTo(to, entries.map(partOf), { action });
}

function isPairs(given: Graph): given is Extract<Graph, readonly unknown[]> {
  return Array.isArray(given);
}

function partOf([name, value]: readonly [string, string | Uint8Array]): RawPart {
  return typeof value === "string" ? field(name, value) : file(name, "blob", value);
}

/** Takes one or more checks of the decoder out, together: each edit is a file of it, what stands there, and what comes instead. */
export function lacking(
  check: string,
  ...edits: readonly (readonly [file: string, find: string, replace: string])[]
): Removal {
  return {
    check,
    edits: edits.map(([name, find, replace]) => ({
      file: `protocol/reply/${name}.js`,
      find,
      replace,
    })),
  };
}

/** Describes an action as React writes it; `bound` names the part of its bound arguments. */
export function describing(to: Target, bound: string | null = null, action = "unlock"): string {
  return JSON.stringify({ id: to.idOf(action), bound });
}

/** An id of no action. */
export const nobodys: string = "b".repeat(50);

/** Parts 1 to `length`, each of which leads to the next; the last holds a value. */
export function chain(length: number, link: (next: string) => string): Graph {
  const links = Array.from({ length }, (_, index): readonly [string, string] => [
    String(index + 1),
    link((index + 2).toString(16)),
  ]);
  return [["0", '["$@1"]'], ...links, [String(length + 1), "1"]];
}

export const repeat = (text: string, count: number): string =>
  Array.from({ length: count }, () => text).join(",");

/** Counts nothing at references, and so finds no cycle. */
export const unmeasured: Removal = lacking("what is referred to is counted at each reference", [
  "decode-graph",
  "measureGraph(graph, values);",
  "",
]);

/** Lets a part have several roles. */
export const manyRoles: Removal = lacking("a part has one role", [
  "reply-graph",
  'if (part.role !== "unused" && !again)',
  "if (false)",
]);

/** Lets a reference lead to one that is not resolved. */
export const throughReferences: Removal = lacking("a reference leads through no other", [
  "resolve-references",
  "if (value === unresolved || graph.boundActions.has(value))",
  "if (graph.boundActions.has(value))",
]);
