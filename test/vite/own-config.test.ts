import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createServer, parseKeyRing, type AppBuild } from "../../src/adapters/fetch/index.ts";
import {
  actionAt,
  buildPackage,
  buildSmallApp,
  buildWithVite,
  builtActions,
  callAction,
  makeApp,
  removeApp,
  startBuiltApp,
  startVite,
  submitForm,
  until,
  writeFiles,
  type AppFiles,
  type ServedApp,
} from "./small-app.ts";

const made: string[] = [];

beforeAll(buildPackage, 60_000);

afterAll(() => Promise.all(made.map(removeApp)));

async function app(files: AppFiles): Promise<string> {
  const root = await makeApp(files);
  made.push(root);
  return root;
}

/** A `vite.config.mjs` with these plugins. */
const configOf = (plugins: string, more = ""): string =>
  `import react from "@vitejs/plugin-react";
   import { edict } from "edict/vite";
   export default { plugins: [${plugins}], ${more} };`;

async function running(starting: Promise<ServedApp>): Promise<string> {
  const served = await starting;
  onTestFinished(served.stop);
  return served.url;
}

describe("an app with routes that owns its Vite configuration", () => {
  const withRoutes = (config: string, actions?: string): AppFiles => ({
    "vite.config.mjs": config,
    "app/layout.tsx":
      "export default ({ children }) => <html><head /><body>{children}</body></html>;",
    "app/page.tsx": `import { save } from "./save.actions";
      export default () => <form action={save}><button>save</button></form>;`,
    "app/save.actions.ts":
      actions ??
      `"use server";
       import { redirect } from "edict";
       export async function save() { redirect("/saved"); }
       export async function unused() {}`,
  });

  test("is built by Vite and served by edict start", async () => {
    const root = await app(withRoutes(configOf("edict()")));
    const { code, output } = await buildWithVite(root);
    expect(code, output).toBe(0);
    expect(await builtActions(root)).toEqual(["save app/save.actions.ts"]);
    const url = await running(startBuiltApp(root));
    const { status, headers } = await submitForm(url);
    expect([status, headers.get("location")]).toEqual([303, "/saved"]);
  }, 60_000);

  test("is served by vite dev, as its files stand", async () => {
    const root = await app(withRoutes(configOf("edict()")));
    const url = await running(startVite(root));
    expect((await submitForm(url)).headers.get("location")).toBe("/saved");
    await writeFiles(root, {
      "app/save.actions.ts": `"use server";
        import { redirect } from "edict";
        export async function save() { redirect("/kept"); }`,
    });
    await until(async () => (await submitForm(url)).headers.get("location") === "/kept");
    expect(await callAction(url, (await actionAt(url)) ?? "")).toContain("/kept");
    expect((await fetch(`${url}/nowhere`, { headers: { accept: "text/html" } })).status).toBe(404);
    const calls = await (await fetch(`${url}/_edict/`)).text();
    expect(calls).toMatch(/<b>save<\/b> <small>app\/save\.actions\.ts:\d<\/small>/);
    const elsewhere = { origin: "http://localhost:9" };
    expect((await fetch(`${url}/_edict/`, { headers: elsewhere })).status).toBe(403);
  }, 60_000);

  test("is told once by vite dev what is wrong with its routes, with place and page", async () => {
    const root = await app({
      ...withRoutes(configOf("edict()")),
      "app/x/page.tsx": "export default () => <p>x</p>;",
      "app/x/route.ts": "export const GET = () => new Response();",
    });
    const served = await startVite(root);
    onTestFinished(served.stop);
    await until(() => served.output().includes("route-conflict"));
    expect(served.output()).toMatch(/app\/x\/\w+\.tsx?:1:\d+ .*route-conflict/);
    expect(served.output()).toContain("docs/errors/route-conflict.mdx");
    expect(served.output().match(/both answer \/x/g)).toHaveLength(1);
  }, 60_000);

  test("fails vite build with the frame of a mistake", async () => {
    const actions = '"use server";\nexport const save = 1;\n';
    const root = await app(withRoutes(configOf("edict()"), actions));
    const { code, output } = await buildWithVite(root);
    expect(code).toBe(1);
    expect(output).toContain("invalid-use-server-value");
    expect(output).toContain("app/save.actions.ts:2");
  }, 30_000);

  test("is told that edict() brings React's plugin", async () => {
    const { output } = await buildWithVite(await app(withRoutes(configOf("react(), edict()"))));
    expect(output).toContain("edict({ react: false })");
    const root = await app(withRoutes(configOf("react(), edict({ react: false })")));
    expect((await buildWithVite(root)).code).toBe(0);
  }, 60_000);

  test("is told to use Vite's commands", async () => {
    const { code, output } = await buildSmallApp(await app(withRoutes(configOf("edict()"))));
    expect([code, output]).toEqual([1, expect.stringContaining("use `vite dev` and `vite build`")]);
  }, 30_000);
});

describe("an app of the browser alone", () => {
  const inBrowser = (config: string, files: AppFiles = {}): AppFiles => ({
    "vite.config.mjs": config,
    "index.html": '<script type="module" src="/main.ts"></script>',
    "main.ts": `import { greet } from "./greet.actions";
      greet("Ada").then((text) => { document.title = text; });`,
    "greet.actions.ts": `"use server";
      export async function greet(name) { return "Hello, " + name; }
      export async function unused() { return "nobody asks"; }`,
    ...files,
  });

  async function builtAppBuild(root: string): Promise<AppBuild> {
    const file = pathToFileURL(join(root, "dist-server/actions.js")).href;
    // What the generated entry exports.
    return ((await import(file)) as { actions: AppBuild }).actions;
  }

  test("lists only the actions that the browser uses, and answers them", async () => {
    const root = await app(inBrowser(configOf('edict({ mode: "spa" })')));
    const { code, output } = await buildWithVite(root);
    expect(code, output).toBe(0);
    const build = await builtAppBuild(root);
    const entries = [...build.actions.values()];
    expect(entries.map(({ name }) => name)).toEqual(["greet"]);
    const keys = parseKeyRing(`k1:${randomBytes(32).toString("base64")}`);
    if (!keys.ok) throw new TypeError(keys.error);
    const answer = createServer(build, { origins: ["https://a.example"], keys: keys.value });
    const response = await answer(
      new Request("https://a.example/_edict/actions", {
        method: "POST",
        body: '["Ada"]',
        headers: {
          origin: "https://a.example",
          "content-type": "text/plain;charset=utf-8",
          "edict-action": entries[0]?.id ?? "",
        },
      }),
    );
    expect(await response.text()).toContain('"value":"Hello, Ada"');
    const server = await readdir(join(root, "dist-server"), { recursive: true });
    const texts = server
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFile(join(root, "dist-server", file), "utf8"));
    expect((await Promise.all(texts)).join("")).not.toContain("nobody asks");
  }, 30_000);

  test("has the same names for the same sources", async () => {
    const root = await app(inBrowser(configOf('edict({ mode: "spa" })')));
    await buildWithVite(root);
    const { buildId } = await builtAppBuild(root);
    const scripts = (await readdir(join(root, "dist/assets"))).toSorted();
    const again = await buildWithVite(root);
    expect(again.code).toBe(0);
    expect((await readdir(join(root, "dist/assets"))).toSorted()).toEqual(scripts);
    const text = await readFile(join(root, "dist/assets", scripts[0] ?? ""), "utf8");
    expect(text).toContain(`${buildId}.1`);
  }, 30_000);

  test("has its endpoint below Vite's base", async () => {
    const config = configOf('edict({ mode: "spa", endpoint: "/call" })', 'base: "/shop/"');
    const root = await app(inBrowser(config));
    const url = await running(startVite(root));
    const stub = await (await fetch(`${url}/shop/greet.actions.ts`)).text();
    const id = /[0-9a-f]{50}/.exec(stub)?.[0] ?? "";
    expect(await callAction(`${url}/shop/call`, id)).toContain("Hello, ");
    expect((await fetch(`${url}/call`, { method: "POST" })).status).toBe(404);
  }, 30_000);

  test.each([
    [
      "an inline action in a file of the browser",
      'edict({ mode: "spa" })',
      {
        "main.ts": `import { greet } from "./greet.actions";
          export const local = async () => { "use server"; return greet("Ada"); };`,
      },
      "inline-action-in-client-component",
    ],
    [
      "an export that is no action",
      'edict({ mode: "spa" })',
      { "greet.actions.ts": '"use server";\nexport const greet = 1;\n' },
      "invalid-use-server-value",
    ],
    [
      "the list of actions in the browser",
      'edict({ mode: "spa" })',
      { "main.ts": 'import { actions } from "edict/actions"; console.log(actions);' },
      'name your server in edict({ mode: "spa", server: "server.ts" })',
    ],
  ])(
    "refuses %s",
    async (_, plugin, files, said) => {
      const { code, output } = await buildWithVite(await app(inBrowser(configOf(plugin), files)));
      expect([code, output]).toEqual([1, expect.stringContaining(said)]);
    },
    30_000,
  );
});
