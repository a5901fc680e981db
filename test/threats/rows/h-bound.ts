import assert from "node:assert/strict";
import { askPackage } from "../harness/ask-package.ts";
import { requestTo } from "../harness/raw-request.ts";
import { answered, type ThreatRow } from "../harness/threat-row.ts";

interface Compiled {
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
}

/** Arguments that an app binds in clear. */
export const boundRows: readonly ThreatRow[] = [
  {
    id: "H11",
    says: "what is bound in clear is seen by whoever gets the page, and the compiler warns where it says who that is",
    cases: [
      {
        name: "on the wire, which is documented",
        send: async (to) => {
          const connection = to.open();
          connection.write(requestTo(to, { target: "/bound" }));
          const answers = await connection.answers();
          await to.report(); // the page loads what its form refers to
          return answers;
        },
        expect: answered(200, {
          also: ([answer]) => assert.ok(answer?.body.includes("bound-in-clear")),
        }),
      },
      {
        name: "an identity, in the compiler",
        send: async (to) => {
          const code = `import { save } from "./notes.actions";
export default ({ user }: { user: { id: string } }) => <form action={save.bind(null, user.id)} />;
// "use server"`;
          const { diagnostics } = (await askPackage(to, "compiler/index.js", "compileModule", {
            code: `"use client";\n${code}`,
            filename: "/app/app/page.tsx",
            root: "/app",
            environment: "client",
          })) as Compiled; // what compileModule gives
          assert.deepEqual(
            diagnostics.map(({ code: found, severity }) => `${severity} ${found}`),
            ["warning bound-argument-in-clear"],
          );
          return [];
        },
        expect: { statuses: [] },
      },
    ],
    without: [
      {
        check: "the rule",
        edits: [
          {
            file: "compiler/safety/check-bound-arguments.js",
            find: 'if (!module.file.code.includes(".bind("))',
            replace: "if (true)",
          },
        ],
      },
    ],
  },
];
