import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { callTo } from "../harness/raw-request.ts";
import type { Answer } from "../harness/read-answers.ts";
import { refused, unanswered, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

/** A call of what would have this id, were it an action. */
function callOfExport(to: Target, path: string, name: string): Buffer {
  // The rest of an id decides nothing while its look-up is unknown.
  return callTo(to, { headers: { "Edict-Action": `${to.lookUpOf(path, name)}ff00000000` } });
}

function exportsOf(path: string, names: readonly string[]): ThreatCase[] {
  return names.map((name) => ({
    name: `${path} ${name}`,
    send: (to) => callOfExport(to, path, name),
    expect: refused("NOT_FOUND"),
  }));
}

/** Shows that look-ups made here are those of the build. */
const control: ThreatCase = {
  name: "an action's look-up made in the same way, with a wrong signature",
  send: (to) => callOfExport(to, "actions/vault.actions.ts", "unlock"),
  expect: refused("SKEW"),
};

async function findInServer(to: Target, text: string): Promise<boolean> {
  const folder = join(to.app, ".edict/build");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile()))
    if ((await readFile(join(entry.parentPath, entry.name), "latin1")).includes(text)) return true;
  return false;
}

const callsAtOnce = 500;

/** Sends calls of ids that nobody has on one connection, and takes the log away behind them. */
async function callUnknown(to: Target, round: number): Promise<void> {
  const connection = to.open();
  for (let index = 0; index < callsAtOnce; index++) {
    const id = `${round.toString(16).padStart(4, "0")}${index.toString(16).padStart(4, "0")}`;
    const headers = { Connection: "keep-alive", "Edict-Action": id.padEnd(50, "b") };
    connection.write(callTo(to, { headers }));
  }
  const answers = await connection.answers(callsAtOnce);
  assert.equal(answers.filter(({ status }) => status === 404).length, callsAtOnce);
  await to.report();
}

const maxGrowthBytes = 2_000_000;

async function floodWithIds(to: Target): Promise<readonly Answer[]> {
  for (let round = 0; round < 4; round++) await callUnknown(to, round);
  const before = await to.report("gc");
  for (let round = 4; round < 24; round++) await callUnknown(to, round);
  const after = await to.report("gc");
  const grown = after.memory.heapUsed - before.memory.heapUsed;
  assert.ok(grown < maxGrowthBytes, `the heap grew by ${grown} bytes`);
  return [];
}

/** What has no id, or had one. */
export const noActionRows: readonly ThreatRow[] = [
  {
    id: "B8",
    says: "a cached function is no action",
    cases: [...exportsOf("lib/cached.ts", ["cachedWords"]), control],
    without: {
      by: "construction",
      why: "the list has what the compiler found marked use server; nothing else leads from an id to a function",
    },
  },
  {
    id: "B9",
    says: "what stands beside an action in its file is no action",
    cases: [...exportsOf("lib/mixed.tsx", ["constant", "helper", "Mixed", "default"]), control],
    without: {
      by: "construction",
      why: "the list has each action with its own loader; no name of an export is ever looked up in a module",
    },
  },
  {
    id: "B10",
    says: "an action that nothing refers to is no endpoint, and in no file of the build",
    cases: [
      ...exportsOf("actions/vault.actions.ts", ["forgotten"]),
      {
        name: "its body in the build",
        send: async (to) => {
          assert.ok(await findInServer(to, "submitVault "), "what is an endpoint is found");
          assert.ok(!(await findInServer(to, "forgotten")), "what is none is not found");
          return [];
        },
        expect: unanswered(),
      },
    ],
    without: [
      {
        check: "only what is used is listed",
        edits: [
          {
            file: "vite/list-actions.js",
            find: "if (usedBy === undefined)",
            replace: "if (false)",
          },
        ],
        rebuild: true,
      },
    ],
  },
  {
    id: "B12",
    says: "10,000 different unknown ids leave nothing behind: the heap grows by less than 2 MB",
    cases: [{ name: "10,000 ids", send: floodWithIds, expect: unanswered() }],
    without: [
      {
        check: "unknown ids are not remembered",
        edits: [
          {
            file: "server/admit/find-action.js",
            find: "if (entry === undefined)",
            replace:
              "if (entry === undefined) ((globalThis.remembered ??= new Map()).set(id, Promise.resolve({ id: `${id}` + Math.random(), missing: [id] })));\n    if (entry === undefined)",
          },
        ],
      },
    ],
  },
];
