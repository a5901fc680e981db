import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { lookupOf, signatureOf } from "../../../src/protocol/index.ts";
import { createCaptureSealer } from "../../../src/server/keys/capture-sealer.ts";
import { deriveKey } from "../../../src/server/keys/key-ring.ts";
import { sealToken } from "../../../src/server/keys/seal-token.ts";
import { callTo } from "../harness/raw-request.ts";
import type { Answer } from "../harness/read-answers.ts";
import { idOf, ringOf, sealFor } from "../harness/seal-for.ts";
import type { Expectation, Removal, ThreatRow, ThreatSection } from "../harness/threat-row.ts";
import { serverKeys, type Target } from "../harness/threat-server.ts";
import { boundRows } from "./h-bound.ts";
import { formOf, keeps, neverEntered, word } from "./h-calls.ts";
import { keyRows } from "./h-keys.ts";

const sealedBytes = 12 + JSON.stringify([1, word]).length + 16;
const flips = Array.from({ length: sealedBytes * 8 }, (_, bit) => bit);

/** Sends a call for each token on one connection; gives all answers. */
async function sendAll(to: Target, tokens: readonly string[]): Promise<readonly Answer[]> {
  const connection = to.open();
  for (const [index, token] of tokens.entries()) {
    const last = index === tokens.length - 1;
    connection.write(
      callTo(to, {
        action: "Mixed.keep",
        args: [token, "data"],
        target: "/inline",
        headers: { Connection: last ? "close" : "keep-alive", "Edict-Page": "/inline" },
      }),
    );
  }
  return connection.answers(tokens.length);
}

function refusedEach(count: number): Expectation {
  return { statuses: Array.from({ length: count }, () => 400), code: "MALFORMED", lines: count };
}

function bytesOf(token: string): Buffer {
  return Buffer.from(token.split(".")[2] ?? "", "base64url");
}

function withBytes(token: string, bytes: Uint8Array): string {
  const [version, kid] = token.split(".");
  return [version, kid, Buffer.from(bytes).toString("base64url")].join(".");
}

/** Seals plaintext that no server of ours would: anything that is bytes. */
function sealPlain(to: Target, plain: string): string {
  const { active } = ringOf(serverKeys);
  const id = idOf(to, "Mixed.keep");
  const context = ["threats", lookupOf(id), signatureOf(id), "0", "captures"];
  const key = { kid: active.kid, bytes: deriveKey(active, "captures") };
  const seal = (text: string): string => sealToken(Buffer.from(text), key, context, randomBytes);
  const sealer = createCaptureSealer(ringOf(serverKeys), "threats", randomBytes);
  assert.ok(sealer.open({ id, slot: 0 }, seal("[1]"), () => undefined).ok, "it is sealed as ours");
  return seal(plain);
}

/** Opens whatever was sealed with the key, for whichever place. */
const anyPlace: Removal = {
  check: "a seal is for one place",
  edits: [
    {
      file: "server/keys/seal-token.js",
      find: "decipher.setAAD(lengthPrefixed([version, kid, ...context]));",
      replace: "decipher.setAAD(Buffer.alloc(0));",
    },
    {
      file: "server/keys/seal-token.js",
      find: "return ok(Buffer.concat([plain, decipher.final()]));",
      replace: "return ok(plain);",
    },
  ],
};

const unauthenticated: Removal = {
  check: "the tag of a seal",
  edits: [
    {
      file: "server/keys/seal-token.js",
      find: "return ok(Buffer.concat([plain, decipher.final()]));",
      replace: "return ok(plain);",
    },
  ],
};

const spelling: Removal = {
  check: "a token has one spelling",
  edits: [
    {
      file: "server/keys/seal-token.js",
      find: 'if (sealed.toString("base64url") !== text)',
      replace: "if (false)",
    },
  ],
};

const altered: readonly ThreatRow[] = [
  {
    id: "H1",
    says: "a seal that is altered, cut or none at all is 400, and its action is not entered",
    cases: [
      {
        name: `each of its ${flips.length} bits turned`,
        send: (to) => {
          const token = sealFor(to, "Mixed.keep", [word]);
          return sendAll(
            to,
            flips.map((bit) => {
              const bytes = bytesOf(token);
              bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
              return withBytes(token, bytes);
            }),
          );
        },
        expect: refusedEach(flips.length),
      },
      {
        name: `cut after each of its ${sealedBytes} bytes`,
        send: (to) => {
          const token = sealFor(to, "Mixed.keep", [word]);
          const lengths = Array.from({ length: sealedBytes }, (_, length) => length);
          return sendAll(
            to,
            lengths.map((length) => withBytes(token, bytesOf(token).subarray(0, length))),
          );
        },
        expect: refusedEach(sealedBytes),
      },
      ...neverEntered("nothing", () => ""),
      ...neverEntered("a number", () => 1),
      ...neverEntered("null", () => null),
      ...neverEntered("an object that is no text", () => ({ length: 5_000_000 })),
      ...neverEntered("what is not base64url", () => "v1.k1.a+/=a"),
      ...neverEntered("a space behind it", (to) => `${sealFor(to, "Mixed.keep", [word])} `),
      ...neverEntered("stray bits at its end", (to) => strayBits(sealFor(to, "Mixed.keep", ["a"]))),
      ...neverEntered("half a megabyte", () => `v1.k1.${"A".repeat(500_000)}`),
    ],
    without: [unauthenticated, spelling],
  },
  {
    id: "H8",
    says: "a token with a field less, twice or in another order is 400",
    cases: [
      ...neverEntered("no version", (to) => sealFor(to, "Mixed.keep", [word]).slice(3)),
      ...neverEntered("another version", (to) =>
        sealFor(to, "Mixed.keep", [word]).replace("v1.", "v2."),
      ),
      ...neverEntered("no key", (to) => sealFor(to, "Mixed.keep", [word]).replace("k1.", "")),
      ...neverEntered("the key twice", (to) =>
        sealFor(to, "Mixed.keep", [word]).replace("k1.", "k1.k1."),
      ),
      ...neverEntered("key and version in turn", (to) =>
        sealFor(to, "Mixed.keep", [word]).replace("v1.k1.", "k1.v1."),
      ),
      ...neverEntered("two seals", (to) => {
        const token = sealFor(to, "Mixed.keep", [word]);
        return `${token}.${token}`;
      }),
    ],
    without: [
      {
        check: "the form of a token",
        edits: [
          {
            file: "server/keys/seal-token.js",
            find: String.raw`const tokenPattern = /^v1\.([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+)$/;`,
            replace: String.raw`const tokenPattern = /(k1)\.([A-Za-z0-9_-]{40,})/;`,
          },
        ],
      },
    ],
  },
  {
    id: "H12",
    says: "what was sealed with our key is bounded all the same",
    cases: [
      ...neverEntered("a thousand levels", (to) =>
        sealPlain(to, `[1,${"[[".repeat(1_000)}${"]]".repeat(1_000)}]`),
      ),
      ...neverEntered("a hundred thousand values", (to) =>
        sealPlain(to, `[1,[[${"0,".repeat(100_000)}0]]]`),
      ),
      ...neverEntered("no values at all", (to) => sealPlain(to, "{")),
    ],
    without: [
      {
        check: "the depth of sealed values",
        rebuild: true,
        edits: [
          {
            file: "protocol/values/decode-values.js",
            find: "if (place.depth > maxDepth)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "the number of sealed values",
        rebuild: true,
        edits: [
          {
            file: "protocol/values/decode-values.js",
            find: "if (++decoder.nodes > maxNodes)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
];

/** Changes bits of the last character that stand for no byte. */
function strayBits(token: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const text = token.split(".")[2] ?? "";
  assert.notEqual(text.length % 4, 0, "the token ends within a group");
  const last = alphabet.indexOf(text.slice(-1));
  return token.slice(0, -1) + (alphabet[last ^ 1] ?? "");
}

const elsewhere: readonly ThreatRow[] = [
  {
    id: "H2",
    says: "captures that were sealed for one action do not open for another",
    cases: [
      ...neverEntered("those of drop, given to keep", (to) => sealFor(to, "Mixed.drop", [word])),
      ...neverEntered("those of another app with the same keys", (to) =>
        sealFor(to, "Mixed.keep", [word], { appId: "other" }),
      ),
    ],
    without: [anyPlace],
  },
  {
    id: "H3",
    says: "captures open in the place that they were sealed for",
    cases: [
      ...neverEntered("those of the second argument", (to) =>
        sealFor(to, "Mixed.keep", [word], { slot: 1 }),
      ),
      {
        name: "those of another closure of the same action, which is documented",
        send: (to) => formOf(to, sealFor(to, "Mixed.keep", ["captured-two"])),
        expect: keeps("captured-two"),
      },
    ],
    without: [anyPlace],
  },
  {
    id: "H4",
    says: "another visitor may send the same captures: the action must ask who calls",
    cases: [
      {
        name: "the same form twice, by two visitors",
        send: async (to) => {
          const token = sealFor(to, "Mixed.keep", [word]);
          const answers: Answer[] = [];
          for (const visitor of ["one", "two"]) {
            const connection = to.open();
            connection.write(formOf(to, token, { headers: { Cookie: `visitor=${visitor}` } }));
            answers.push(...(await connection.answers()));
          }
          return answers;
        },
        expect: {
          statuses: [200, 200],
          runs: [`keep ${word} note`, `keep ${word} note`],
        },
      },
    ],
    without: {
      by: "construction",
      why: "nothing refuses it: a seal hides and binds a value, and does not say who calls",
    },
  },
];

/** Sealed captures. */
export const captureRows: ThreatSection = {
  letter: "H",
  title: "sealed captures",
  rows: [...altered, ...elsewhere, ...keyRows, ...boundRows],
  missing: {},
};
