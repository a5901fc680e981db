import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askPackage } from "../harness/ask-package.ts";
import { requestTo } from "../harness/raw-request.ts";
import type { Answer } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { exchange, follow } from "./k-paths.ts";

/** What of the server's side would be seen, if a file of it were served. */
const ofServer = /record\.(?:runs|loads)|registerAction|buildId|"dependencies"|root:|EDICT_/;

function givesNothing(answers: readonly Answer[]): void {
  for (const { body } of answers) assert.doesNotMatch(body, ofServer);
}

function nothing(target: string, moves = 0): ThreatCase {
  return {
    name: target,
    send: (to) => follow(to, target),
    expect: {
      statuses: [...Array.from({ length: moves }, () => 308), 404],
      also: givesNothing,
    },
  };
}

function malformed(target: string): ThreatCase {
  return { name: target, send: (to) => follow(to, target), expect: refused("MALFORMED") };
}

/** Which files of a folder full of what must not be seen the package would serve. */
async function listed(to: Target): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "edict-files-"));
  try {
    await mkdir(join(folder, "client/.git"), { recursive: true });
    await mkdir(join(folder, "client/.well-known"));
    for (const name of [
      "secret.txt",
      "client/app.js",
      "client/app.js.map",
      "client/style.css.map",
      "client/.env",
      "client/.git/config",
      "client/.well-known/security.txt",
    ])
      await writeFile(join(folder, name), name);
    await symlink(join(folder, "secret.txt"), join(folder, "client/link.txt"));
    await symlink(folder, join(folder, "client/above"));
    const files = await askPackage(to, "adapters/node/index.js", "listStaticFiles", {
      folder: join(folder, "client"),
    });
    return (files as [string, unknown][]).map(([path]) => path).toSorted(); // a Map, as askPackage writes it
  } finally {
    await rm(folder, { recursive: true });
  }
}

const onlyPlainFiles: ThreatCase = {
  name: "links, dotfiles and maps among the files of a build",
  send: async (to) => {
    assert.deepEqual(await listed(to), ["/.well-known/security.txt", "/app.js"]);
    return [];
  },
  expect: { statuses: [] },
};

const withoutMaps: Removal = {
  check: "maps are not listed",
  edits: [
    {
      file: "adapters/node/list-static-files.js",
      find: '!entry.name.endsWith(".map")',
      replace: "true",
    },
  ],
};

const files: ThreatRow = {
  id: "K4",
  says: "only files that the build lists are served: no path leads to any other",
  cases: [
    nothing("/.env"),
    nothing("/.edict/secrets"),
    nothing("/.edict/build/manifest.json"),
    nothing("/package.json"),
    nothing("/edict.config.ts"),
    nothing("/manifest.json"),
    nothing("/rsc/index.js"),
    nothing("/ssr/index.js"),
    nothing("/actions/vault.actions.ts"),
    nothing("/node_modules/edict/package.json"),
    nothing("/@fs/etc/passwd"),
    nothing("/etc/passwd"),
    nothing("/../manifest.json", 1),
    nothing("/%2e%2e/rsc/index.js", 1),
    nothing("/_edict/../../rsc/index.js", 1),
    nothing("//server/share/note.txt", 1),
    nothing("/C:/Windows/win.ini"),
    nothing("/C:%5CWindows%5Cwin.ini"),
    nothing("/note.txt::$DATA"),
    nothing("/NOTE~1.TXT"),
    nothing("/note.txt."),
    nothing("/note.txt%20"),
    nothing("/NOTE.TXT"),
    nothing("/note.txt%3Fx"),
    malformed("/..%2fmanifest.json"),
    malformed("/..%2f..%2f..%2fpackage.json"),
    malformed("/%2e%2e%2frsc%2findex.js"),
    malformed("/..%5cmanifest.json"),
    malformed("/..\\manifest.json"),
    malformed("/note.txt%00.js"),
    malformed("/%c0%ae%c0%ae/manifest.json"),
    onlyPlainFiles,
    {
      name: "/note.txt, which is listed",
      send: (to) => follow(to, "/note.txt"),
      expect: answered(200),
    },
  ],
  without: [
    {
      check: "dotfiles are not listed",
      edits: [
        {
          file: "adapters/node/list-static-files.js",
          find: 'entry.name.startsWith(".") && name !== ".well-known"',
          replace: "false",
        },
      ],
    },
    {
      check: "links are not listed",
      edits: [
        {
          file: "adapters/node/list-static-files.js",
          find: "entry.isFile() &&",
          replace: "",
        },
      ],
    },
    withoutMaps,
    {
      check: "dots are not hidden behind escapes",
      edits: [
        {
          file: "routing/canonical-path.js",
          find: 'text.split(/[/\\\\]/).some((part) => part === "." || part === "..")',
          replace: "false",
        },
      ],
    },
  ],
};

async function clientFiles(to: Target): Promise<readonly string[]> {
  const folder = join(to.app, ".edict/build/client");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:js|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
}

const maps: ThreatRow = {
  id: "K5",
  says: "production serves no source maps, and names none",
  cases: [
    {
      name: "the map of every file of the build",
      send: async (to) => {
        const names = await clientFiles(to);
        assert.ok(names.length > 0, "the build has files");
        const answers: Answer[] = [];
        for (const name of names)
          answers.push(...(await exchange(to, requestTo(to, { target: `${name}.map` }))));
        assert.deepEqual([...new Set(answers.map(({ status }) => status))], [404]);
        givesNothing(answers);
        return [];
      },
      expect: { statuses: [] },
    },
    {
      name: "no file of the build names one",
      send: async (to) => {
        for (const name of await clientFiles(to)) {
          const text = await readFile(join(to.app, ".edict/build/client", name), "utf8");
          assert.doesNotMatch(text, /[#@] ?sourceMappingURL=/, name);
        }
        return [];
      },
      expect: { statuses: [] },
    },
    onlyPlainFiles,
  ],
  without: [withoutMaps],
};

/** Files: which of them are served. */
export const fileRows: readonly ThreatRow[] = [files, maps];
