import assert from "node:assert/strict";
import { callTo } from "../harness/raw-request.ts";
import { headerValues } from "../harness/read-answers.ts";
import {
  answered,
  type Expectation,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";

const hostile: readonly (readonly [how: string, name: string, target: unknown])[] = [
  ["path", "above the root", "/../x"],
  ["path", "above the root, escaped", "/%2e%2e/x"],
  ["path", "a star", "*"],
  ["path", "a star below", "/*"],
  ["path", "a tag of the App Router", "_N_T_/layout"],
  ["path", "10 kB", `/${"x".repeat(10_000)}`],
  ["path", "a line break", "/x\r\nedict-revalidated: all"],
  ["path", "NUL", "/x\0"],
  ["path", "a backslash", "/\\x"],
  ["path", "another host", "//evil.example/x/.."],
  ["path", "a URL", "https://evil.example/"],
  ["path", "a search", "/x?y"],
  ["path", "nothing", ""],
  ["path", "an object", { toString: "/" }],
  ["path", "a pattern without its type", "/things/[id]"],
  ["layout", "a star", "/**"],
  ["tag", "two in one", "a,b"],
  ["tag", "a space", "a b"],
  ["tag", "a line break", "a\r\nb"],
  ["tag", "257 characters", "a".repeat(257)],
  ["tag", "10 kB", "a".repeat(10_000)],
  ["tag", "nothing", ""],
  ["tag", "a list", ["a"]],
  ["tag", "a path of the App Router", "_N_T_/layout"],
  ["tag", "what is not ASCII", "\u00e9"],
  ["update", "two in one", "a,b"],
  ["update", "what is not text", 5],
];

function stale(name: string, how: string, target: unknown, expect: Expectation): ThreatCase {
  return {
    name: `${how}: ${name}`,
    send: (to) => callTo(to, { action: "makeStale", args: [how, target] }),
    expect,
  };
}

/** What is made stale. */
export const staleRows: readonly ThreatRow[] = [
  {
    id: "J8",
    says: "what is no path and no tag makes nothing stale, and is an error of the developer's",
    cases: [
      ...hostile.map(([how, name, target]) =>
        stale(
          name,
          how,
          target,
          answered(500, {
            runs: ["makeStale"],
            lines: 1,
            also: ([answer], { log }) => {
              if (answer === undefined) return;
              assert.deepEqual(headerValues(answer, "edict-revalidated"), ["none"]);
              assert.match(log[0]?.detail ?? log[0]?.line ?? "", /revalidate|updateTag/);
              assert.doesNotMatch(answer.body, /evil|invalid-revalidate/, "nothing of it is sent");
            },
          }),
        ),
      ),
      ...[
        ["path", "/things/5"],
        ["path", "/\u00e9"],
        ["layout", "/things/[id]"],
        ["update", "a".repeat(256)],
      ].map(([how = "", target]) =>
        stale(
          "a good one",
          how,
          target,
          answered(200, {
            runs: ["makeStale"],
            also: ([answer]) =>
              assert.deepEqual(answer && headerValues(answer, "edict-revalidated"), ["all"]),
          }),
        ),
      ),
    ],
    without: [
      {
        check: "a path is checked",
        rebuild: true,
        edits: [
          {
            file: "context/revalidate-path-target.js",
            find: "if (reason !== undefined)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "a tag is checked",
        rebuild: true,
        edits: [
          {
            file: "context/cache-tag.js",
            find: 'if (typeof tag !== "string" || !tagPattern.test(tag))',
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];
