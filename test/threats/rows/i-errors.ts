import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { callTo } from "../harness/raw-request.ts";
import type { Answer } from "../harness/read-answers.ts";
import { answered, type ThreatCase, type ThreatRow } from "../harness/threat-row.ts";
import type { ServerReport, Target } from "../harness/threat-server.ts";

const kinds = [
  "error",
  "cause",
  "object",
  "text",
  "null",
  "undefined",
  "promise",
  "response",
  "circular",
  "getter",
  "proxy",
  "revoked",
  "forged redirect",
  "forged action error",
];

/** Nothing of an error is in the answer, beside the digest by which the log has it. */
function onlyDigest([answer]: readonly Answer[], { log }: ServerReport): void {
  const text = JSON.stringify([answer?.headers, answer?.body]);
  assert.doesNotMatch(text, /canary|evil/i, "nothing of the error goes out");
  const digest = /digest ([0-9a-f-]{17})/.exec(log[0]?.line ?? "")?.[1];
  assert.ok(
    digest !== undefined && text.includes(digest),
    "the digest of the log is in the answer",
  );
}

function gives(kind: string, reason: RegExp): ThreatCase {
  return {
    name: kind,
    send: (to) => callTo(to, { action: "give", args: [kind] }),
    expect: answered(500, {
      runs: [`give ${kind}`],
      lines: 1,
      also: (answers, report) => {
        onlyDigest(answers, report);
        assert.match(report.log[0]?.line ?? "", reason, "the developer is told what it was");
      },
    }),
  };
}

/** Runs `edict start` of the package that serves, and gives the code and the output it ended with. */
function startCommand(to: Target, mode: string): Promise<string> {
  const program = `
    const { runProcess } = await import(${JSON.stringify(pathToFileURL(join(to.dist, "cli/index.js")).href)});
    await runProcess();`;
  const args = ["--input-type=module", "-e", program, "edict", "start", "--port", "0"];
  return new Promise((resolve) => {
    const options = { cwd: to.app, env: { ...process.env, NODE_ENV: mode }, timeout: 5_000 };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve(`${error?.code ?? error?.signal ?? 0} ${stdout}${stderr}`);
    });
  });
}

/** What goes wrong in an action, and what is told of it. */
export const errorRows: readonly ThreatRow[] = [
  {
    id: "I6",
    says: "of whatever an action throws, only a digest goes out",
    cases: kinds.map((kind) => ({
      name: kind,
      send: (to) => callTo(to, { action: "fail", args: [kind] }),
      expect: answered(500, { runs: [`fail ${kind}`], lines: 1, also: onlyDigest }),
    })),
    without: [
      {
        check: "what is told of a failure",
        edits: [
          {
            file: "server/call/judge-end.js",
            find: 'return { kind: "threw", digest };',
            replace: 'return { kind: "threw", message: String(error?.message ?? error), digest };',
          },
        ],
      },
      {
        check: "only a redirect of ours is one",
        edits: [
          {
            file: "server/call/outcome-of-error.js",
            find: 'import { readSignal } from "../../context/signals.js";',
            replace:
              'import { readSignalDigest } from "../../protocol/index.js";\nconst readSignal = (error) => readSignalDigest(error?.digest);',
          },
        ],
      },
    ],
  },
  {
    id: "I7",
    says: "of what a page throws while it is rendered, only a digest goes out",
    cases: [
      {
        name: "a page that an action leads to",
        send: (to) => callTo(to, { action: "breakPage" }),
        expect: answered(200, { runs: ["breakPage"], lines: 1, also: onlyDigest }),
      },
    ],
    without: [
      {
        check: "the digest of a render",
        edits: [
          {
            file: "server/respond/render-options.js",
            find: 'return reportAppFailure(error, visit, { routeType: "render" });',
            replace:
              'reportAppFailure(error, visit, { routeType: "render" });\n return error.message;',
          },
        ],
      },
    ],
  },
  {
    id: "I8",
    says: "edict start sets NODE_ENV, and does not start where it is another one",
    cases: ["development", "test", "Production"].map((mode) => ({
      name: mode,
      send: async (to) => {
        const ended = await startCommand(to, mode);
        assert.match(ended, /^1 [^]*serves in production only/, "it says why");
        return [];
      },
      expect: { statuses: [] },
    })),
    without: [
      {
        check: "the mode of the process",
        edits: [
          {
            file: "cli/commands/start.js",
            find: 'if (mode !== "" && mode !== "production")',
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "I9",
    says: "what cannot be sent is an error that names it; an action that is returned stays a reference",
    cases: [
      gives("instance", /a Canary \(a class instance\) at value\.inside\.0/),
      gives("function", /a function .*at value\.inside/),
      gives("symbol", /a symbol at value\.inside/),
      {
        name: "an action",
        send: (to) => callTo(to, { action: "give", args: ["action"] }),
        expect: answered(200, {
          runs: ["give action"],
          also: ([answer]) => assert.match(answer?.body ?? "", /"\$h[0-9a-f]+"/),
        }),
      },
    ],
    without: [
      {
        check: "what can be sent",
        edits: [
          {
            file: "server/respond/render-call.js",
            find: "if (fault !== undefined)",
            replace: "if (false)",
          },
        ],
      },
    ],
  },
  {
    id: "I10",
    says: "an action as a text shows nothing of its code",
    cases: [
      {
        name: "String, a template, toString and a cause",
        send: (to) => callTo(to, { action: "give", args: ["source"] }),
        expect: answered(200, {
          runs: ["give source"],
          also: ([answer]) => {
            const body = answer?.body ?? "";
            assert.equal(body.split("[server code]").length - 1, 4);
            assert.doesNotMatch(body, /record|runs\.push/);
          },
        }),
      },
    ],
    without: [
      {
        check: "what an action says as a text",
        rebuild: true,
        edits: [
          {
            file: "action/server-reference.js",
            find: 'toString: { value: () => "async () => { [server code] }", configurable: true, writable: true },',
            replace: "",
          },
        ],
      },
    ],
  },
];
