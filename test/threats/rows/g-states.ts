import assert from "node:assert/strict";
import { askPackage } from "../harness/ask-package.ts";
import { field, file, formTo, requestTo, type RawPart } from "../harness/raw-request.ts";
import { answered, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";
import { bound, boundTo, malformed, reference } from "./g-fields.ts";

/** A form of `count`, which has a state; `key` is behind its arguments, as React writes it. */
function counting(to: Target, key: readonly RawPart[], args: readonly unknown[] = ["before"]) {
  return [...reference(to, [bound(JSON.stringify(args))], boundTo(to, "count")), ...key];
}

/** Keys of states, and names that are reserved. */
export const stateRows: readonly ThreatRow[] = [
  {
    id: "G11",
    says: "the key of a state is short and plain, and is never written into HTML",
    cases: [
      malformed("a file", (to) => counting(to, [file("$ACTION_KEY", "key", "k1")])),
      malformed("100 kB", (to) => counting(to, [field("$ACTION_KEY", "k".repeat(100_000))])),
      malformed("129 characters", (to) => counting(to, [field("$ACTION_KEY", "k".repeat(129))])),
      malformed("markup", (to) =>
        counting(to, [field("$ACTION_KEY", "<script>alert(1)</script>")]),
      ),
      malformed("nothing", (to) => counting(to, [field("$ACTION_KEY", "")])),
      malformed("a quote", (to) => counting(to, [field("$ACTION_KEY", 'k"')])),
      {
        name: "several: the one behind the form's arguments counts",
        send: (to) =>
          formTo(to, [
            field("$ACTION_KEY", "<b>of another form"),
            ...counting(to, [field("$ACTION_KEY", "kownkey")]),
            field("$ACTION_KEY", "<b>of a third form"),
          ]),
        expect: answered(200, {
          runs: ['count "before" '],
          also: ([answer]) => {
            assert.ok(!answer?.body.includes("<b>of"), "no key is written as markup");
          },
        }),
      },
    ],
    without: [
      {
        check: "what a key may hold",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: 'return next.kind === "field" && stateKeyPattern.test(next.value)',
            replace: "return true",
          },
        ],
      },
    ],
  },
  {
    id: "G12",
    says: "a state is shown where action, key and number of bound arguments are the form's own, and nowhere else",
    cases: [
      malformed("an id that is no text", (to) =>
        reference(to, [bound('["before"]'), field("$ACTION_KEY", "k")], '{"id":1,"bound":"$@1"}'),
      ),
      malformed("bound arguments that are no list", (to) =>
        reference(to, [bound('{"a":1}'), field("$ACTION_KEY", "k")], boundTo(to, "count")),
      ),
      {
        name: "the key of no form on the page",
        send: (to) => formTo(to, counting(to, [field("$ACTION_KEY", "knobodys")])),
        expect: answered(200, {
          runs: ['count "before" '],
          also: ([answer]) => assert.match(answer?.body ?? "", /untouched/),
        }),
      },
      {
        name: "the form's own, which is let through",
        send: async (to) => {
          const page = to.open();
          page.write(requestTo(to, {}));
          const [shown] = await page.answers();
          const [, key = ""] = /name="\$ACTION_KEY" value="([^"]+)"/.exec(shown?.body ?? "") ?? [];
          assert.notEqual(key, "", "the page has a form with a state");
          const post = to.open();
          post.write(formTo(to, counting(to, [field("$ACTION_KEY", key)])));
          return post.answers();
        },
        expect: answered(200, {
          runs: ['count "before" '],
          also: ([answer]) => assert.match(answer?.body ?? "", /state: (?:<!-- -->)?counted/),
        }),
      },
      {
        name: "the form's own with an argument more",
        send: async (to) => {
          const page = to.open();
          page.write(requestTo(to, {}));
          const [shown] = await page.answers();
          const [, key = ""] = /name="\$ACTION_KEY" value="([^"]+)"/.exec(shown?.body ?? "") ?? [];
          const post = to.open();
          post.write(formTo(to, counting(to, [field("$ACTION_KEY", key)], ["before", "more"])));
          return post.answers();
        },
        expect: {
          statuses: [500],
          runs: [],
          lines: 1,
        },
      },
    ],
    without: [
      {
        check: "the key decides whose state it is",
        edits: [
          {
            file: "protocol/form-fields.js",
            find: "? ok(next.value)",
            replace: '? ok("knobody")',
          },
        ],
      },
    ],
  },
  {
    id: "G13",
    says: "a field that the app names like the protocol's own is refused when the app is compiled",
    cases: ["$ACTION_ID_x", "$ACTION_KEY", "$EDICT"].map((name): ThreatCase => ({
      name,
      send: async (to) => {
        const code = `"use client";\nexport default () => <form><input name="${name}" /></form>;`;
        const { diagnostics } = (await askPackage(to, "compiler/index.js", "compileModule", {
          code,
          filename: "/app/app/page.tsx",
          root: "/app",
          environment: "server",
        })) as Compiled; // what compileModule gives
        assert.deepEqual(
          diagnostics.map((each) => each.code),
          ["reserved-field-name"],
        );
        return [];
      },
      expect: { statuses: [] },
    })),
    without: [
      {
        check: "the rule",
        edits: [
          {
            file: "protocol/reserved-field.js",
            find: 'return name.startsWith("$ACTION_") || name === "$EDICT";',
            replace: "return false;",
          },
        ],
      },
    ],
  },
];

interface Compiled {
  readonly diagnostics: readonly { readonly code: string }[];
}
