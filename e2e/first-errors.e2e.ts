import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { runApp } from "./run-app.ts";
import { freePort } from "../test/free-port.ts";

const root = resolve(import.meta.dirname, "..");
const command = join(root, "bin/edict.js");
const forum = "examples/forum";
const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Makes a folder outside the repository that finds its packages. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "edict-first-"));
  made.push(folder);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/edict"));
  for (const name of ["react", "react-dom"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
  const { NODE_ENV: _mode, FORCE_COLOR: _color, EDICT_ORIGINS: _origins, ...own } = process.env;
  return spawnSync(process.execPath, [command, ...args], {
    encoding: "utf8",
    env: { ...own, ...env },
    timeout: 60_000,
  });
}

/** Takes a port for the length of a test. */
async function takePort(): Promise<number> {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  return port;
}

const smallApp: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({ name: "small", private: true, type: "module" }),
  "app/layout.tsx":
    "export default ({ children }: { children: React.ReactNode }) => <html lang='en'><body>{children}</body></html>;",
  "app/page.tsx": `import { save } from "./save.actions";
export default () => <form action={save}><button>Save</button></form>;`,
  "app/save.actions.ts": '"use server";\nexport async function save(): Promise<void> {}\n',
};

test.each(["dev", "build", "start"])(
  "edict %s in an empty folder names what is missing",
  (verb) => {
    const folder = folderWith({});
    const { status, stdout, stderr } = run([verb, folder]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(folder);
    expect(stderr).toContain(verb === "start" ? "Run: edict build" : "make app/layout.tsx");
  },
);

test("a word that is nearly a command is corrected", () => {
  expect(run(["strat"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("Did you mean start?") as string,
  });
  expect(run(["dev", "--prot", "4000"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("--port") as string,
  });
});

test.each(["dev", "start"])("edict %s names the next free port", async (verb) => {
  const port = await takePort();
  const { status, stderr } = run([verb, join(root, forum), "--port", String(port)], {
    FORUM_DATA: folderWith({}),
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    new RegExp(`Port ${port} is in use\\. The next free one is (\\d+): --port \\1\\.`),
  );
});

test("inspect of an app that was not built says what to run", () => {
  const folder = folderWith(smallApp);
  expect(run(["inspect", folder, "--json"])).toEqual(
    expect.objectContaining({
      status: 1,
      stdout: "",
      stderr: `There is no build in ${folder}. Run: edict build\n`,
    }),
  );
});

test("start refuses to serve in another mode", () => {
  const { status, stderr } = run(["start", join(root, forum)], { NODE_ENV: "development" });
  expect(status).toBe(1);
  expect(stderr).toContain('NODE_ENV is "development"');
});

test("start for other machines asks for its origin, with the line to write", () => {
  const { status, stderr } = run(["start", join(root, forum), "--host", "0.0.0.0"]);
  expect(status).toBe(1);
  expect(stderr).toContain('origins: ["https://your-domain.example"]');
  expect(stderr).toContain('EDICT_ORIGINS="https://your-domain.example"');
});

test('a mistake around "use server" fails the build with its frame, and is gone when mended', () => {
  const folder = folderWith({
    ...smallApp,
    "app/save.actions.ts": `${smallApp["app/save.actions.ts"]}export const limit = 5;\n`,
  });
  const failed = run(["build", folder]);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("invalid-use-server-value");
  expect(failed.stderr).toContain("app/save.actions.ts:3");
  expect(failed.stderr).toContain("export const limit = 5;");
  expect(failed.stderr).toContain("The build failed: 1 error.");
  // Nothing half made may be served.
  expect(run(["start", folder])).toMatchObject({ status: 1 });

  writeFileSync(join(folder, "app/save.actions.ts"), smallApp["app/save.actions.ts"] ?? "");
  const built = run(["build", folder]);
  expect(built.status, built.stderr).toBe(0);
  expect(built.stdout).toMatch(/^Built 1 route and 1 action in [\d.]+ s\./);
});

const forumActions = [
  "app/actions/auth.actions.ts signIn",
  "app/actions/auth.actions.ts signOut",
  "app/actions/auth.actions.ts signUp",
  "app/actions/comment.actions.ts addComment",
  "app/actions/comment.actions.ts deleteComment",
  "app/actions/post.actions.ts createPost",
  "app/actions/post.actions.ts deletePost",
  "app/actions/post.actions.ts publishPost",
  "app/actions/post.actions.ts updatePost",
  "app/actions/user.actions.ts removeAvatar",
  "app/actions/user.actions.ts updateName",
  "app/actions/user.actions.ts uploadAvatar",
  "app/posts/[id]/page.tsx PostPage.toggleHelpful",
];

const forumRoutes = [
  "handler /api/webhooks/publish POST app/api/webhooks/publish/route.ts",
  "handler /avatars/[id] GET app/avatars/[id]/route.ts",
  "page / app/page.tsx",
  "page /drafts app/drafts/page.tsx",
  "page /guide/[[...slug]] app/guide/[[...slug]]/page.tsx",
  "page /people/[id] app/people/[id]/page.tsx",
  "page /posts/[id] app/posts/[id]/page.tsx",
  "page /posts/[id]/edit app/posts/[id]/edit/page.tsx",
  "page /posts/new app/posts/new/page.tsx",
  "page /settings app/settings/page.tsx",
  "page /sign-in app/(auth)/sign-in/page.tsx",
  "page /sign-up app/(auth)/sign-up/page.tsx",
];

interface Inspection {
  readonly actions: readonly Record<string, unknown>[];
  readonly routes: readonly Record<string, unknown>[];
}

test("inspect lists the endpoints of the forum and nothing else", () => {
  const { status, stdout } = run(["inspect", join(root, forum), "--json"]);
  expect(status).toBe(0);
  const listed = JSON.parse(stdout) as Inspection;
  expect(Object.keys(listed)).toEqual(["actions", "routes"]);
  const actionKeys = ["captures", "file", "id", "kind", "line", "name", "usedBy"];
  for (const action of listed.actions) {
    expect(Object.keys(action).toSorted()).toEqual(actionKeys);
    expect(action["id"]).toMatch(/^[0-9a-f]{50}$/);
    expect(action["usedBy"]).not.toEqual([]);
  }
  const names = listed.actions.map(({ file, name }) => `${String(file)} ${String(name)}`);
  expect(names.toSorted()).toEqual(forumActions);
  const inline = listed.actions.find(({ kind }) => kind === "inline");
  expect(inline).toMatchObject({ captures: ["isMine", "post.id"] });
  for (const route of listed.routes)
    expect(Object.keys(route).toSorted()).toEqual(
      route["kind"] === "page"
        ? ["file", "kind", "pattern"]
        : ["file", "kind", "methods", "pattern"],
    );
  const routes = listed.routes.map(({ kind, pattern, methods = [], file }) =>
    [kind, pattern, methods, file].flat().join(" "),
  );
  expect(routes.toSorted()).toEqual(forumRoutes);
});

test("SIGTERM ends a server that serves, with exit code 0", async () => {
  const app = await runApp({
    dir: forum,
    mode: "production",
    env: { FORUM_DATA: folderWith({}) },
  });
  // A connection that is kept open must not hold the process.
  expect(await (await fetch(app.url)).text()).toContain("Mending Forum");
  const asked = performance.now();
  expect(await app.stop()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(5_000);
});
