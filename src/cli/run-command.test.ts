import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { appWith, packageRoot, run } from "../../test/cli/run-line.ts";
import { commandTable } from "./command-table.ts";
import { runCommand } from "./run-command.ts";
import { createTerminal } from "./terminal.ts";

const layout = "export default ({ children }) => <html><body>{children}</body></html>;";
const page = "export default () => <p>Hi</p>;";

test("the help names every command, and the help of a command its options", async () => {
  const { code, out } = await run("--help");
  expect(code).toBe(0);
  for (const { name } of commandTable) expect(out).toMatch(new RegExp(`^ {2}${name} `, "m"));
  expect((await run("start --help")).out).toContain("--host <address>");
});

test("the version is that of the package", async () => {
  expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("a wrong word is wrong usage, and prints nothing on standard output", async () => {
  expect(await run("biuld")).toEqual({
    code: 2,
    out: "",
    err: 'There is no command "biuld". Did you mean build?\nedict --help lists the commands.\n',
  });
});

test.each(["dev", "build", "start", "check", "inspect", "doctor"])(
  "edict %s names a folder that is not there",
  async (name) => {
    expect(await run(`${name} nowhere`, tmpdir())).toEqual({
      code: 2,
      out: "",
      err: "There is no folder <app>/nowhere.\n",
    });
  },
);

test.each(["dev", "build", "check"])("edict %s names a missing app folder", async (name) => {
  const { code, err } = await run(name, await appWith({}));
  expect({ code, err }).toEqual({
    code: 1,
    err: "There is no app/ folder in <app>. Routes live there: make app/layout.tsx and app/page.tsx, or name another directory.\n",
  });
});

test.each(["dev", "build", "check"])("edict %s names the apps below a folder", async (name) => {
  const cwd = await appWith({
    "packages/web/app/layout.tsx": layout,
    "packages/web/app/page.tsx": page,
    "packages/my shop/src/app/(cart)/cart/page.tsx": page,
    "packages/api/app/model.ts": "",
    "packages/old/node_modules/a/app/page.tsx": page,
  });
  const { code, err } = await run(`${name} packages`, cwd);
  expect({ code, err }).toEqual({
    code: 1,
    err: `There is no app/ folder in <app>/packages, but there are apps below it. Run:\n  edict ${name} "packages/my shop"\n  edict ${name} packages/web\n`,
  });
});

test("check says what an app without routes is", async () => {
  const cwd = await appWith({ "vite.config.ts": "export default {};", "src/main.tsx": "" });
  const { code, err } = await run("check", cwd);
  expect(code).toBe(1);
  expect(err).toMatch(/^There is no app\/ folder in <app>\..* edict check reads its vite\.config/);
});

test("check says why it cannot read a Vite configuration", async () => {
  const cwd = await appWith({ "vite.config.mjs": 'throw new Error("no database")' });
  const { code, err } = await run("check", cwd);
  expect(code).toBe(1);
  expect(err).toBe("The Vite configuration in <app> cannot be loaded: no database\n");
});

test("check finds nothing wrong with a good app", async () => {
  const cwd = await appWith({ "app/layout.tsx": layout, "app/page.tsx": page });
  expect(await run("check", cwd)).toEqual({ code: 0, out: "", err: "No problems in 2 files.\n" });
  expect(await run("check --format json", cwd)).toEqual({ code: 0, out: "[]\n", err: "" });
});

const brokenAction = '"use server";\nexport const limit = 5;\nasync function save() {}\n';

test("check prints diagnostics as an array of the promised keys, and nothing else on standard output", async () => {
  const cwd = await appWith({
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "app/actions.ts": brokenAction,
  });
  const { code, out } = await run("check --format json", cwd);
  expect(code).toBe(1);
  const found = JSON.parse(out) as Record<string, unknown>[];
  expect(found).toHaveLength(1);
  expect(Object.keys(found[0] ?? {})).toEqual([
    "code",
    "severity",
    "file",
    "line",
    "column",
    "endLine",
    "endColumn",
    "message",
    "hint",
    "docs",
  ]);
  expect(found[0]).toMatchObject({
    code: "invalid-use-server-value",
    severity: "error",
    file: "app/actions.ts",
    line: 2,
  });
});

test("check writes workflow commands for GitHub, and frames for people", async () => {
  const cwd = await appWith({
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "app/a,b.ts": brokenAction,
  });
  const github = await run("check --format github", cwd);
  expect(github.out).toMatch(
    /^::error file=app\/a%2Cb\.ts,line=2,endLine=2,col=\d+,endColumn=\d+,title=invalid-use-server-value::[^\n]+%0A[^\n]+\n$/,
  );
  const pretty = await run("check", cwd);
  expect(pretty.out).toContain("export const limit = 5;");
  expect(pretty.err).toBe("1 error, 0 warnings. 3 files checked.\n");
});

test("check follows what is exported again, through the paths of tsconfig.json too", async () => {
  const cwd = await appWith({
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
    "lib/values.ts": "export const five = 5;",
    "app/actions.ts": '"use server";\nexport * from "@/lib/values";\n',
  });
  const { out } = await run("check --format json", cwd);
  expect(JSON.parse(out)).toMatchObject([
    { code: "invalid-use-server-value", file: "app/actions.ts", line: 2 },
  ]);
});

test("check reports routes that cannot be served", async () => {
  const cwd = await appWith({ "app/layout.tsx": layout, "app/page.tsx": page, "app/route.ts": "" });
  const { code, out } = await run("check --format json", cwd);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject([
    {
      code: "route-conflict",
      severity: "error",
      file: "app/route.ts",
      message: expect.stringContaining("app/page.tsx and app/route.ts both answer /"),
    },
  ]);
});

const manifest = {
  buildId: "b1",
  static: [
    { path: "/_edict/entry-1.js", file: ".edict/build/client/_edict/entry-1.js", immutable: true },
    { path: "/note.txt", file: ".edict/build/client/note.txt", immutable: false },
  ],
  inspection: {
    actions: [
      {
        id: "a".repeat(50),
        file: "app/actions.ts",
        line: 3,
        name: "save",
        kind: "module",
        captures: [],
        usedBy: ["app/page.tsx"],
      },
      {
        id: "b".repeat(50),
        file: "app/page.tsx",
        line: 9,
        name: "Page.remove",
        kind: "inline",
        captures: ["post.id"],
        usedBy: ["app/page.tsx"],
      },
    ],
    routes: [
      { pattern: "/", kind: "page", file: "app/page.tsx" },
      { pattern: "/api", kind: "handler", file: "app/api/route.ts", methods: ["GET", "POST"] },
    ],
  },
};

test("inspect prints the endpoints of the build, as JSON or as tables", async () => {
  const cwd = await appWith({ ".edict/build/manifest.json": JSON.stringify(manifest) });
  const json = await run("inspect --json", cwd);
  expect(json.code).toBe(0);
  expect(JSON.parse(json.out)).toEqual(manifest.inspection);
  const { out } = await run("inspect", cwd);
  expect(out).toContain(
    `${"b".repeat(50)}  Page.remove  app/page.tsx:9    inline, captures post.id  used by app/page.tsx`,
  );
  expect(out).toContain("/api  GET POST  app/api/route.ts");
});

test("inspect without a build says so", async () => {
  expect(await run("inspect", await appWith({}))).toEqual({
    code: 1,
    out: "",
    err: "There is no build in <app>. Run: edict build\n",
  });
  const damaged = await appWith({ ".edict/build/manifest.json": "{" });
  expect((await run("inspect --json", damaged)).err).toContain("is damaged, or of another version");
});

const errorPage = `---
title: A value is exported
---

# A value is exported

## Wrong

\`\`\`ts
export const limit = 5;
\`\`\`
`;

test("explain prints a page without its front matter, and names the nearest one for a wrong code", async () => {
  const root = await appWith({ "docs/errors/invalid-use-server-value.mdx": errorPage });
  expect(await run("explain invalid-use-server-value", root, { packageRoot: root })).toEqual({
    code: 0,
    out: "A value is exported\n\nWrong\n\n    export const limit = 5;\n",
    err: "",
  });
  expect(await run("explain invalid-use-server-valu", root, { packageRoot: root })).toEqual({
    code: 2,
    out: "",
    err: 'There is no page about "invalid-use-server-valu". Did you mean invalid-use-server-value? edict explain lists all codes.\n',
  });
});

/** A build that a test can serve: no route, and a renderer that is not asked. */
const emptyBuild = `
const none = async () => { throw new Error("nothing to render"); };
export default {
  buildId: "b1",
  mode: "production",
  register: async () => undefined,
  actions: new Map(),
  routes: { routes: [], root: { name: "", files: {} } },
  loadHandler: none,
  renderer: { renderSegments: none, renderAnswer: none, renderHtml: none },
};`;

const builtApp: Record<string, string> = {
  "package.json": '{"type": "module"}',
  ".edict/build/manifest.json": JSON.stringify(manifest),
  ".edict/build/rsc/index.js": emptyBuild,
  ".edict/build/client/_edict/entry-1.js": "export {};",
  ".edict/build/client/note.txt": "listed",
  ".edict/build/client/secret.txt": "not listed",
};

test("start serves what the manifest lists and nothing else, and ends when asked", async () => {
  const cwd = await appWith(builtApp);
  const seen: unknown[] = [];
  const env: Record<string, string | undefined> = {};
  const ready = { url: "" };
  const stopped = async (): Promise<void> => {
    for (const path of ["/_edict/entry-1.js", "/note.txt"]) {
      const response = await fetch(`${ready.url}${path}`);
      seen.push([
        path,
        response.status,
        await response.text(),
        response.headers.get("cache-control")?.includes("immutable"),
      ]);
    }
    seen.push(await (await fetch(`${ready.url}/secret.txt`)).text());
  };
  const out: string[] = [];
  const terminal = createTerminal(
    {
      write: (text) => {
        out.push(text);
        ready.url = /http:\S+/.exec(text)?.[0] ?? ready.url;
      },
    },
    { write: () => undefined },
    {},
  );
  const code = await runCommand(["start", "--port", "0"], {
    cwd,
    env,
    packageRoot,
    terminal,
    changeDirectory: () => undefined,
    onStray: () => undefined,
    untilStopped: stopped,
  });
  expect(code).toBe(0);
  expect(env["NODE_ENV"]).toBe("production");
  expect(out.join("")).toMatch(/^Ready on http:\/\/\S+:\d+\n$/);
  expect(seen).toEqual([
    ["/_edict/entry-1.js", 200, "export {};", true],
    ["/note.txt", 200, "listed", false],
    expect.not.stringContaining("not listed"),
  ]);
  await expect(fetch(`${ready.url}/note.txt`)).rejects.toThrow();
});

test("start refuses another NODE_ENV", async () => {
  const { code, err } = await run("start", await appWith(builtApp), {
    env: { NODE_ENV: "development" },
  });
  expect(code).toBe(1);
  expect(err).toContain('NODE_ENV is "development"; edict start serves in production only');
});

test("start without a build says so", async () => {
  const { code, err } = await run("start", await appWith({}));
  expect({ code, err }).toEqual({ code: 1, err: "There is no build in <app>. Run: edict build\n" });
});

test("start off loopback asks for origins, then for keys, with the line to add", async () => {
  const cwd = await appWith(builtApp);
  const origins = await run("start --host 0.0.0.0 --port 0", cwd);
  expect(origins.code).toBe(1);
  expect(origins.err).toContain('origins: ["https://your-domain.example"]');
  const keys = await run("start --host 0.0.0.0 --port 0", cwd, {
    env: { EDICT_ORIGINS: "https://a.example.com" },
  });
  expect(keys.code).toBe(1);
  expect(keys.err).toMatch(/EDICT_KEYS="k\d+:[A-Za-z0-9+/]{43}="/);
});

test("start names the next free port when one is in use", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const { code, err } = await run(`start --port ${port}`, await appWith(builtApp));
  other.close();
  expect(code).toBe(1);
  expect(err).toMatch(
    new RegExp(`^Port ${port} is in use. The next free one is (\\d+): --port \\1.\n$`),
  );
});

test("start names a host that is none of this machine", async () => {
  const { code, err } = await run("start --host 203.0.113.7", await appWith(builtApp), {
    env: {
      EDICT_ORIGINS: "https://a.example.com",
      EDICT_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    },
  });
  expect({ code, err }).toEqual({
    code: 1,
    err: "203.0.113.7 is no address of this machine. Use --host 127.0.0.1, or --host 0.0.0.0 for all of its addresses.\n",
  });
});
