import { expect, test } from "vitest";
import { buildSmallApp, startBuiltApp, startSmallApp, until, writeFiles } from "./small-app.ts";
import { useApp } from "./suite-app.ts";

/** A file of actions, one of whose exports only shows when it runs to be none. */
const files = {
  "app/layout.tsx":
    "export default ({ children }) => <html><head /><body>{children}</body></html>;",
  "app/settings.ts": "export const settings = { limit: 80 };",
  "app/actions.ts": `"use server";
    import { settings } from "./settings";
    export const limit = settings.limit;
    export async function save() {}`,
  "app/page.tsx": `
    import { limit, save } from "./actions";
    export default () => <form action={save}><input maxLength={limit} /></form>;`,
};

const said =
  /limit in app\/actions\.ts is a number\. Make it an async function, .* See (\S+) \(invalid-use-server-value\)/;

const app = useApp(files);

test("a value that only running the module shows is told by the page that needs it in development", async () => {
  const dev = await startSmallApp(app.root);
  try {
    const page = await fetch(dev.url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(500);
    const [, address] = said.exec(await page.text()) ?? [];
    expect(address).toBe("/_edict/errors/invalid-use-server-value");
    const explained = await fetch(`${dev.url}${address}`);
    expect(explained.status).toBe(200);
    expect(await explained.text()).toContain("exports something else");
    expect(dev.output()).toMatch(said);

    await writeFiles(app.root, {
      "app/actions.ts": files["app/actions.ts"].replace("settings.limit", "async () => settings"),
      "app/page.tsx": files["app/page.tsx"].replace("{limit}", "{80}"),
    });
    const status = async (): Promise<number> =>
      (await fetch(dev.url, { headers: { accept: "text/html" } })).status;
    await until(async () => (await status()) === 200);
  } finally {
    await dev.stop();
  }
}, 30_000);

test("a server does not start with it, and says which file, export and page", async () => {
  await writeFiles(app.root, files);
  const { output, code } = await buildSmallApp(app.root);
  expect({ output, code }).toMatchObject({ code: 0 });
  const start = startBuiltApp(app.root).then((running) => running.stop());
  const message = await start.then(
    () => "it started",
    (error: Error) => error.message,
  );
  const [, address] = said.exec(message) ?? [];
  expect(address, message).toBe("node_modules/edict/docs/errors/invalid-use-server-value.mdx");
}, 60_000);
