import assert from "node:assert/strict";
import type { ProfileName } from "../harness/profiles.ts";
import { requestTo } from "../harness/raw-request.ts";
import { answered, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import { changeSource, draftCookie, endSource, readKept, whileMaking } from "./cached-value.ts";

/** A value is asked for by two visitors while it is made: each gets their own edition, and the next one what is published. */
function editions(what: string, first: "draft" | "published"): ThreatCase {
  const value = { what, id: `${what}-${first}` };
  const both = ["the draft", "what is published"];
  const shown = first === "draft" ? both : both.toReversed();
  return {
    name: `${what}: the ${first} one is asked for first`,
    send: async (to) => {
      const cookie = await draftCookie(to);
      const asked = first === "draft" ? [cookie, ""] : ["", cookie];
      const making = asked.map((each) => readKept(to, value, each));
      const [made] = await whileMaking(to, making, async () => undefined);
      // It is kept, and not made again: nobody opens the gate.
      return [...made, await readKept(to, value)];
    },
    expect: {
      statuses: [200, 200, 200],
      also: (answers) =>
        assert.deepEqual(
          answers.map(({ body }) => body),
          [...shown, "what is published"],
        ),
    },
  };
}

/** What was read before a revalidation comes after it, and after what was made since: nobody else may see it. */
function race(what: string, server: ProfileName): ThreatCase {
  const value = { what, id: `race-${server}` };
  return {
    name: `${what}, ${server}: a fill that began before the revalidation, and one after it`,
    server,
    send: async (to) => {
      await changeSource(to, "old", true);
      const making = [readKept(to, value)];
      const [[early, meanwhile], isAtOnce] = await whileMaking(to, making, async () => {
        await changeSource(to, "new");
        await endSource(to);
        const now = readKept(to, value);
        making.push(now);
        return comesWithinASecond(now);
      });
      assert.ok(isAtOnce, "who comes after the revalidation does not wait for that fill");
      assert.equal(meanwhile?.body, "new");
      assert.equal(early?.body, "old", "who asked before gets what there was");
      await changeSource(to, "newest");
      return [await readKept(to, value)];
    },
    expect: answered(200, {
      runs: ["makeStale"],
      also: ([answer]) => assert.equal(answer?.body, "new", "what is kept is of after"),
    }),
  };
}

function comesWithinASecond(work: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), 1_000);
    work
      .then(() => resolve(true), reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}

/** A fill ends when its tag has moved, and nobody asked meanwhile: what it made is not kept. */
function lateFill(what: string, server: ProfileName): ThreatCase {
  const value = { what, id: `late-${server}` };
  return {
    name: `${what}, ${server}: a fill that ends after the revalidation`,
    server,
    send: async (to) => {
      await changeSource(to, "old", true);
      const [[early]] = await whileMaking(to, [readKept(to, value)], async () => {
        await endSource(to);
        await changeSource(to, "new");
      });
      assert.equal(early?.body, "old");
      return [await readKept(to, value)];
    },
    expect: answered(200, {
      runs: ["makeStale"],
      also: ([answer]) => assert.equal(answer?.body, "new"),
    }),
  };
}

function nested(id: string): ThreatCase {
  return {
    name: `/nested/${id}`,
    send: (to) => requestTo(to, { target: `/nested/${id}` }),
    expect: answered(200, {
      also: ([page]) =>
        assert.match(
          page?.body.replaceAll("<!-- -->", "") ?? "",
          new RegExp(`<p>inner: ${id}, late: ${id}</p>`),
        ),
    }),
  };
}

/** Room for about thirty of them. */
const flood = 300;

/** What is made, shared and kept in the memory of one process. */
export const keptRows: readonly ThreatRow[] = [
  {
    id: "J5",
    says: "what is being made for a visitor who sees drafts is given to nobody else, and the other way round",
    cases: ["edition", "markedEdition"].flatMap((what) => [
      editions(what, "draft"),
      editions(what, "published"),
    ]),
    without: ["call-plain", "call-cached"].map((file) => ({
      check: `nothing is shared in draft mode (${file})`,
      rebuild: true,
      edits: [
        {
          file: `context/cached/${file}.js`,
          find: "if (cache === undefined || cache.isDraft)",
          replace: "if (cache === undefined)",
        },
      ],
    })),
  },
  {
    id: "J6",
    says: "what only an inner cached function reads is part of the key of the outer one",
    cases: ["1", "2", "1"].map(nested),
    without: [
      ["captured.value, ", "what a function closes over is part of its key"],
      [", written.value", "its arguments are"],
    ].map(([find = "", check = ""]) => ({
      check,
      rebuild: true,
      edits: [{ file: "context/cached/prepare-call.js", find, replace: "" }],
    })),
  },
  {
    id: "J9",
    says: "what was read before a revalidation is kept by nobody, however late it comes",
    cases: (["plain", "shared"] as const).flatMap((server) =>
      ["source", "markedSource"].flatMap((what) => [race(what, server), lateFill(what, server)]),
    ),
    without: [
      {
        check: "a version that has moved ends what began before",
        edits: [
          {
            file: "cache/tag-versions.js",
            find: "if (version.ended > count)",
            replace: "if (false)",
          },
        ],
      },
      {
        check: "nobody waits for a fill that began before they looked",
        edits: [
          {
            file: "cache/create-cache.js",
            find: "isNoEarlier(flight.began, revision)",
            replace: "true",
          },
        ],
      },
    ],
  },
  {
    id: "J12",
    says: "values without end take no more room than a cache may have, and push each other out",
    cases: [
      {
        name: `${flood} values of 1 kB`,
        server: "keeping",
        send: async (to) => {
          for (let count = 0; count < flood; count += 1) {
            const id = `value-${count}`;
            const { body } = await readKept(to, { what: "large", id });
            assert.ok(body.startsWith(`${id}:`), "each is its own");
          }
          return [];
        },
        expect: {
          statuses: [],
          also: (_answers, { cachedBytes }) => {
            assert.ok(cachedBytes !== undefined && cachedBytes > 10_000, "the cache is in use");
            assert.ok(cachedBytes <= 100_000, `${cachedBytes} bytes are kept`);
          },
        },
      },
      {
        name: "one value that is larger than all the room there is",
        server: "keeping",
        send: async (to) => {
          const value = { what: "huge", id: "1" };
          return [await readKept(to, value), await readKept(to, value)];
        },
        expect: {
          statuses: [200, 200],
          also: (_answers, { cachedBytes }) => assert.ok((cachedBytes ?? 0) <= 100_000),
        },
      },
    ],
    without: [
      {
        check: "the room of a cache is bounded",
        edits: [
          {
            file: "cache/memory-cache-store.js",
            find: "maxSize: maxBytes,",
            replace: "maxSize: Number.MAX_SAFE_INTEGER,",
          },
        ],
      },
    ],
  },
];
