import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { askPackage } from "../harness/ask-package.ts";
import { callTo, field, formTo } from "../harness/raw-request.ts";
import { ringOf, sealFor } from "../harness/seal-for.ts";
import { idSecret } from "../harness/threat-app.ts";
import { refused, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import { serverKeys, type Target } from "../harness/threat-server.ts";
import { callOf, formOf, keeps, neverEntered, word } from "./h-calls.ts";

/** Keys: which of them open, and where they may stand. */
export const keyRows: readonly ThreatRow[] = [
  {
    id: "H5",
    says: "captures of a key that the server does not have are 409",
    cases: [
      ...neverEntered(
        "a key of somebody else",
        (to) => sealFor(to, "Mixed.keep", [word], { keys: serverKeys.replace("k1", "k9") }),
        "SKEW",
      ),
      {
        name: "a key that was retired",
        server: "retired",
        send: (to) => callOf(to, sealFor(to, "Mixed.keep", [word])),
        expect: refused("SKEW"),
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
  {
    id: "H6",
    says: "captures of an older key open as long as it is in the ring",
    cases: [
      {
        name: "within the time of grace",
        server: "rotated",
        send: (to) => formOf(to, sealFor(to, "Mixed.keep", [word])),
        expect: keeps(word),
      },
      {
        name: "after it",
        server: "retired",
        send: (to) => formOf(to, sealFor(to, "Mixed.keep", [word])),
        expect: refused("SKEW"),
      },
    ],
    without: [
      {
        check: "all keys of the ring open",
        edits: [
          {
            file: "server/keys/capture-sealer.js",
            find: "ring.keys.map((key) => [key.kid,",
            replace: "[ring.active].map((key) => [key.kid,",
          },
        ],
      },
    ],
  },
  {
    id: "H7",
    says: "a page of an older build may call what did not change, and nothing else",
    cases: [
      {
        name: "the same signature",
        send: (to) => {
          const descriptor = JSON.stringify({ id: to.idOf("Mixed.keep"), bound: "$@1" });
          const token = sealFor(to, "Mixed.keep", [word]);
          return formTo(
            to,
            [
              field("$EDICT", "older.1"),
              field("$ACTION_REF_1", ""),
              field("$ACTION_1:0", descriptor),
              field("$ACTION_1:1", JSON.stringify([token])),
              field("note", "kept"),
            ],
            { target: "/inline" },
          );
        },
        expect: keeps(word),
      },
      {
        name: "another signature",
        send: (to) =>
          callTo(to, {
            args: [sealFor(to, "Mixed.keep", [word]), "data"],
            target: "/inline",
            headers: {
              "Edict-Action": `${to.idOf("Mixed.keep").slice(0, 42)}00000000`,
              "Edict-Build": "older.1",
              "Edict-Page": "/inline",
            },
          }),
        expect: refused("SKEW"),
      },
    ],
    without: [
      {
        check: "the signature",
        edits: [
          {
            file: "server/admit/find-action.js",
            find: "if (signatureOf(entry.id) === signatureOf(parsed))",
            replace: "if (true)",
          },
        ],
      },
    ],
  },
  {
    id: "H9",
    says: "without keys that will do, a server that others reach does not start, and says how to make them",
    cases: [
      { name: "none", env: {} },
      { name: "one of 16 bytes", env: ringEnv(randomBytes(16)) },
      { name: "a sample", env: ringEnv(Buffer.alloc(32, 1)) },
      { name: "a password", env: ringEnv(Buffer.from("correct-horse-battery-staple-abc")) },
      { name: "no ring", env: { EDICT_KEYS: "secret" } },
      {
        name: "a sample of Next",
        env: { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32).toString("base64") },
      },
    ].map(({ name, env }): ThreatCase => ({
      name,
      send: async (to) => {
        const loaded = await loadKeysOf(to, env);
        assert.equal(loaded.ok, false, "the keys are refused");
        assert.match(
          String(loaded.error),
          /EDICT_KEYS="[A-Za-z0-9_-]{1,16}:[A-Za-z0-9+/]{43}="/,
          "a line to set",
        );
        return [];
      },
      expect: { statuses: [] },
    })),
    without: [
      {
        check: "a server that others reach makes no keys",
        edits: [
          {
            file: "server/keys/load-keys.js",
            find: "if (!sources.mayMake)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "a sample is no secret",
        edits: [
          {
            file: "server/keys/key-ring.js",
            find: "if (isGuessable(secret))",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "a key has 32 bytes",
        edits: [
          {
            file: "server/keys/key-ring.js",
            find: "if (secret.length !== 32)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "H10",
    says: "no built file holds a key or the secret of the ids",
    cases: [
      {
        name: "every file of the build",
        send: async (to) => {
          const folder = join(to.app, ".edict/build");
          const { active } = ringOf(serverKeys);
          const bytes = Buffer.from(active.secret);
          const secrets = [
            bytes,
            ...[bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")].map(
              (text) => Buffer.from(text),
            ),
            Buffer.from(idSecret),
          ];
          const entries = await readdir(folder, { recursive: true, withFileTypes: true });
          const files = entries.filter((entry) => entry.isFile());
          assert.ok(files.length > 10, "there are files");
          for (const file of files) {
            const content = await readFile(join(file.parentPath, file.name));
            for (const secret of secrets)
              assert.equal(content.includes(secret), false, `${file.name} holds a secret`);
          }
          return [];
        },
        expect: { statuses: [] },
      },
    ],
    without: [
      {
        check: "what is made of the secret, not the secret, is written into a build",
        rebuild: true,
        edits: [
          {
            file: "vite/build-manifest.js",
            find: "inspection: made.inspection,",
            replace: `inspection: made.inspection, secret: process.env.EDICT_ID_SECRET,`,
          },
        ],
      },
    ],
  },
];

/** Loads keys as `edict start --host 0.0.0.0` does, by the package that serves. */
async function loadKeysOf(
  to: Target,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly ok: boolean; readonly error?: unknown }> {
  const file = join(to.app, ".edict/no-such-folder/keys");
  const sources = { env, file, mayMake: false };
  return (await askPackage(to, "server/index.js", "loadKeys", sources)) as { ok: boolean }; // a Result
}

function ringEnv(secret: Buffer): Readonly<Record<string, string>> {
  return { EDICT_KEYS: `k1:${secret.toString("base64")}` };
}
