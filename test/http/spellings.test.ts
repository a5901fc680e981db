import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { StaticFiles } from "../../src/server/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp, type FakeApp } from "./fake-app.ts";
import { startHost, type Host, type Received, type Sent } from "./hosts.ts";

const runs = process.env["EDICT_LONG"] === "1" ? 20_000 : 1_000;

function adminApp(isGuarded: boolean): FakeApp {
  const proxy = {
    proxy: () => new Response("guarded", { status: 401 }),
    config: { matcher: ["/admin/:path*"] },
  };
  return fakeApp({
    pages: ["admin", "administrator", "Admin"],
    actions: { wipe: { run: () => "wiped", owners: ["/admin"] } },
    ...(isGuarded ? { proxy } : {}),
  });
}

type Edit = (path: string, at: number) => string;

const insert =
  (text: string): Edit =>
  (path, at) =>
    path.slice(0, at) + text + path.slice(at);
const replace =
  (write: (character: string) => string): Edit =>
  (path, at) =>
    path.slice(0, at) + write(path[at] ?? "") + path.slice(at + 1);
const hex = (character: string): string =>
  `%${(character.codePointAt(0) ?? 47).toString(16).padStart(2, "0")}`;

/** What has been tried on guards: spellings that some part of a server reads in another way. */
const edits: readonly Edit[] = [
  replace(hex),
  replace((character) => hex(character).toUpperCase()),
  replace((character) => hex(character).replace("%", "%25")),
  replace((character) => character.toUpperCase()),
  ...[
    "/",
    "//",
    "/./",
    "/x/../",
    "/../",
    "/%2e/",
    "/x/%2E%2e/",
    "/%2e%2e/",
    "\\",
    "%2f",
    "%5c",
  ].map(insert),
  ...[
    "%00",
    "%0a",
    ";x",
    ".",
    "..",
    ".rsc",
    ".segments/",
    "%",
    "%u0061",
    "\u00e4",
    "%c0%af",
    "*",
  ].map(insert),
  (path) => `${path}/`,
  (path) => `${path}?_rsc=1`,
  (path) => `${path}?x=/../admin`,
  (path) => `//${path}`,
  (path) => `/_next/data/b1${path}.json`,
  (path) => `http://localhost:3000${path}`,
  (path) => path.slice(1),
  (path) => `${path}#x`,
];

const spelling = fc
  .record({
    base: fc.constantFrom("/admin", "/admin/report.pdf", "/administrator", "/posts/admin", "/"),
    changes: fc.array(fc.tuple(fc.nat(edits.length - 1), fc.nat(40)), { maxLength: 4 }),
  })
  .map(({ base, changes }) =>
    changes.reduce<string>(
      (path, [edit, at]) => edits[edit]?.(path, at % (path.length + 1)) ?? path,
      base,
    ),
  );

/** Sends, and follows what moves to another spelling, as a browser does. */
async function follow(host: Host, sent: Sent): Promise<Received> {
  let answer = await host.send(sent);
  for (let moves = 0; answer.status === 308 && moves < 3; moves += 1)
    answer = await host.send({ ...sent, target: answer.headers.get("location") ?? "" });
  return answer;
}

/** Whether the router took a path to something of the guarded part. */
function showsAdmin({ status, text }: Received): boolean {
  return status === 200 && /^<p>\/admin |^the report$|"value":"wiped"/.test(text);
}

test(
  "the guard's decision about a path is the router's, however it is spelled",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "edict-spellings-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "report.pdf");
    await writeFile(file, "the report");
    const entry = { file, type: "application/pdf", etag: '"1"', immutable: false };
    const staticFiles: StaticFiles = new Map([["/admin/report.pdf", entry]]);
    const open = await startHost("in memory", adminApp(false).build, { staticFiles });
    const guarded = await startHost("in memory", adminApp(true).build, { staticFiles });
    const seen = { shown: 0, guarded: 0, other: 0 };
    await fc.assert(
      fc.asyncProperty(spelling, async (target) => {
        for (const sent of [{ target }, callOf(open, "wipe", [], { target })]) {
          const bare = await follow(open, sent);
          const behind = await follow(guarded, sent);
          expect([target, showsAdmin(behind)]).toEqual([target, false]);
          if (showsAdmin(bare)) expect([target, behind.status]).toEqual([target, 401]);
          else if (behind.status !== 401)
            expect([target, behind.status]).toEqual([target, bare.status]);
          seen[showsAdmin(bare) ? "shown" : behind.status === 401 ? "guarded" : "other"] += 1;
        }
      }),
      { numRuns: runs },
    );
    // The generator meets both sides of the guard.
    expect(seen.shown).toBeGreaterThan(runs / 10);
    expect(seen.other).toBeGreaterThan(runs / 10);
  },
  60_000 + runs * 60,
);
