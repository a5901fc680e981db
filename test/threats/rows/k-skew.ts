import assert from "node:assert/strict";
import { callTo, field, formTo, type RawPart } from "../harness/raw-request.ts";
import { sealFor } from "../harness/seal-for.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import { serverKeys, type Target } from "../harness/threat-server.ts";
import { neverEntered, word } from "./h-calls.ts";

function callOfBuild(to: Target, build: string | undefined, id: string): Buffer {
  return callTo(to, {
    args: ["a"],
    headers: { "Edict-Build": build, "Edict-Action": id },
  });
}

function formOfBuild(to: Target, build: string, id: string): Buffer {
  const parts: readonly RawPart[] = [field("$EDICT", build), field(`$ACTION_ID_${id}`, "")];
  return formTo(to, [...parts, field("word", "a")]);
}

/** The same action, read otherwise: its signature is another. */
function otherSignature(id: string): string {
  return id.slice(0, 42) + (id.endsWith("00000000") ? "11111111" : "00000000");
}

/** What a page of another build may call: the same in both directions of a deploy. */
function pagesOf(build: string): readonly ThreatCase[] {
  return [
    {
      name: "a call of what did not change",
      send: (to) => callOfBuild(to, build, to.idOf("echo")),
      expect: answered(200, { runs: ["echo"] }),
    },
    {
      name: "a form of what did not change",
      send: (to) => formOfBuild(to, build, to.idOf("submit")),
      expect: answered(200, { runs: ["submit word"] }),
    },
    {
      name: "a call of a changed signature",
      send: (to) => callOfBuild(to, build, otherSignature(to.idOf("unlock"))),
      expect: refused("SKEW"),
    },
    {
      name: "a form of a changed signature",
      send: (to) => formOfBuild(to, build, otherSignature(to.idOf("submitVault"))),
      expect: refused("SKEW"),
    },
    {
      name: "a call of what is gone",
      send: (to) => callOfBuild(to, build, "a".repeat(50)),
      expect: refused("SKEW"),
    },
    {
      name: "a form of what is gone",
      send: (to) => formOfBuild(to, build, "a".repeat(50)),
      expect: refused("SKEW"),
    },
  ];
}

const withoutSignature: Removal = {
  check: "the signature",
  edits: [
    {
      file: "server/admit/find-action.js",
      find: "if (signatureOf(entry.id) === signatureOf(parsed))",
      replace: "if (true)",
    },
  ],
};

const withoutBuild: Removal = {
  check: "whether the caller's build is ours",
  edits: [
    {
      file: "server/admit/find-action.js",
      find: 'buildId === ours ? "NOT_FOUND" : "SKEW"',
      replace: '"NOT_FOUND"',
    },
  ],
};

/** Builds and keys that differ between the page and the server. */
export const skewRows: readonly ThreatRow[] = [
  {
    id: "K7",
    says: "a page of the build before calls what did not change; everything else is 409",
    cases: pagesOf("older.1"),
    without: [withoutSignature, withoutBuild],
  },
  {
    id: "K8",
    says: "a page that speaks another version of the wire is 409, whatever it calls",
    cases: [
      ...["threats.0", "threats.2", "older.0", "threats.", "threats", "threats.1.0"].map(
        (build): ThreatCase => ({
          name: `a call of ${build}`,
          send: (to) => callOfBuild(to, build, to.idOf("unlock")),
          expect: refused("SKEW"),
        }),
      ),
      ...["threats.0", "threats.2", "older.0", "threats.1.0"].map((build): ThreatCase => ({
        name: `a form of ${build}`,
        send: (to) => formOfBuild(to, build, to.idOf("submitVault")),
        expect: refused("SKEW"),
      })),
    ],
    without: [
      {
        check: "the version of the wire",
        edits: [
          {
            file: "server/admit/find-action.js",
            find: "build.slice(dot + 1) !== wireVersion",
            replace: "false",
          },
        ],
      },
    ],
  },
  {
    id: "K9",
    says: "after a rollback, a page of the newer build calls what did not change; everything else is 409",
    cases: pagesOf("newer.1"),
    without: [withoutSignature, withoutBuild],
  },
  {
    id: "K10",
    says: "captures that a server with another key sealed are 409, never 500",
    cases: [
      ...neverEntered("another key", (to) => sealFor(to, "Mixed.keep", [word], other()), "SKEW"),
      ...neverEntered("the newest key", (to) => sealFor(to, "Mixed.keep", [word], newer()), "SKEW"),
      ...neverEntered(
        "another key with our key's name",
        (to) => sealFor(to, "Mixed.keep", [word], sameName()),
        "MALFORMED",
      ),
      {
        name: "what has no captures runs with every key",
        server: "retired",
        send: (to) => callTo(to, { action: "echo", args: ["a"] }),
        expect: answered(200, {
          runs: ["echo"],
          also: ([answer]) => assert.match(answer?.body ?? "", /"a"/),
        }),
      },
    ],
    without: [
      {
        check: "a missing key is told from a broken seal",
        edits: [
          {
            file: "server/keys/seal-token.js",
            find: 'return err("unknown-key");',
            replace: 'return err("malformed");',
          },
        ],
      },
    ],
  },
];

const other = (): { keys: string } => ({ keys: serverKeys.replace("k1:", "other:") });
const newer = (): { keys: string } => ({ keys: `k2:${reversed()},${serverKeys}` });
const sameName = (): { keys: string } => ({ keys: `k1:${reversed()}` });

/** Bytes of a key that are not our server's. */
function reversed(): string {
  const bytes = Buffer.from(serverKeys.slice(3), "base64");
  return bytes.reverse().toString("base64");
}
