import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildPackage,
  buildSmallApp,
  builtActions,
  actionAt,
  makeApp,
  removeApp,
  startBuiltApp,
  startSmallApp,
  submitForm,
  until,
  writeFiles,
  type AppFiles,
} from "./small-app.ts";

const made: string[] = [];

beforeAll(buildPackage, 60_000);

afterAll(() => Promise.all(made.map(removeApp)));

async function app(files: AppFiles): Promise<string> {
  const root = await makeApp({
    "app/layout.tsx":
      "export default ({ children }) => <html><head /><body>{children}</body></html>;",
    "app/page.tsx": "export default () => <p>home</p>;",
    ...files,
  });
  made.push(root);
  return root;
}

/** A package as a registry would install it. */
function installed(name: string, files: AppFiles): AppFiles {
  const manifest = {
    name,
    version: "1.0.0",
    type: "module",
    main: "index.js",
    // What depends on React is bundled with the app.
    peerDependencies: { react: "*" },
  };
  return Object.fromEntries(
    Object.entries({ "package.json": JSON.stringify(manifest), ...files }).map(([path, text]) => [
      `node_modules/${name}/${path}`,
      text,
    ]),
  );
}

test("a build knows the actions of packages, and those imported by a pattern", async () => {
  const root = await app({
    "package.json": JSON.stringify({
      type: "module",
      dependencies: { minified: "*", barrelled: "*" },
    }),
    ...installed("minified", { "index.js": '"use server";export async function packed(){}' }),
    ...installed("barrelled", {
      "index.js": 'export * from "./actions.js";',
      "actions.js":
        '"use server";\nexport async function barrel() {}\nexport async function none() {}',
    }),
    "forms/late.ts": '"use server";\nexport async function late() {}',
    "forms/eager.action.ts": '"use server";\nexport async function eager() {}',
    "forms/all.ts": `
      const eager = import.meta.glob("./*.action.ts", { eager: true });
      export const all = async () => {
        const { late } = await import.meta.glob("./la*.ts")["./late.ts"]();
        return [late, ...Object.values(eager).map((each) => each.eager)];
      };`,
    "app/page.tsx": `
      import { packed } from "minified";
      import { barrel } from "barrelled";
      import { all } from "../forms/all";
      export default async () =>
        [packed, barrel, ...(await all())].map((action, n) => <form key={n} action={action} />);`,
  });
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
  expect(await builtActions(root)).toEqual([
    "barrel node_modules/barrelled/actions.js",
    "eager forms/eager.action.ts",
    "late forms/late.ts",
    "packed node_modules/minified/index.js",
  ]);
}, 30_000);

test("a build tells the browser the public variables, and no other", async () => {
  const root = await app({
    ".env": "NEXT_PUBLIC_SHOP=the-public-shop\nSECRET_KEY=the-secret-key\n",
    "app/shop.tsx": `"use client";
      export const Shop = () =>
        <p>{process.env.NEXT_PUBLIC_SHOP} {process.env.SECRET_KEY} {process.env.NEXT_PUBLIC_NONE}</p>;`,
    "app/page.tsx": 'import { Shop } from "./shop"; export default () => <Shop />;',
  });
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
  const browser = await textOf(join(root, ".edict/build/client"));
  expect(browser).toContain("the-public-shop");
  expect(browser).not.toContain("the-secret-key");
  expect(await textOf(join(root, ".edict/build/ssr"))).toContain("the-public-shop");
}, 30_000);

test("development knows re-exported actions and those of packages, and follows changes after a restart of Vite", async () => {
  const viteConfig =
    'import react from "@vitejs/plugin-react"; export default { plugins: [react()] };';
  const root = await app({
    "package.json": JSON.stringify({ type: "module", dependencies: { packed: "*" } }),
    ...installed("packed", { "index.js": '"use server";export async function pack(){}' }),
    "vite.config.mjs": viteConfig,
    "lib/save.ts": "export async function save(_data: FormData) {}",
    "lib/actions.ts": '"use server";\nexport { save } from "./save";',
    "app/again/page.tsx": `
      import { save } from "../../lib/actions";
      export default () => <form action={save} />;`,
    "app/packed/page.tsx": `
      import { pack } from "packed";
      export default () => <form action={pack} />;`,
    "app/button.tsx":
      '"use client"; export const Button = () => <button>{process.env.NEXT_PUBLIC_WORD}</button>;',
    "app/page.tsx": 'import { Button } from "./button"; export default () => <Button />;',
  });
  const dev = await startSmallApp(root, { NEXT_PUBLIC_WORD: "the-word", WORD: "the-hidden-word" });
  try {
    const answered = async (path: string): Promise<number> =>
      (await submitForm(`${dev.url}${path}`)).status;
    expect(await answered("/again"), dev.output()).toBe(200);
    expect(await answered("/packed"), dev.output()).toBe(200);

    const text = async (path: string): Promise<string> => (await fetch(`${dev.url}${path}`)).text();
    expect((await text("/app/button.tsx")).match(/RefreshRuntime from/g)).toHaveLength(1);
    expect(await text("/@vite/env")).toContain("the-word");
    expect(await text("/@vite/env")).not.toContain("the-hidden-word");

    // Its parameters are part of the id of what re-exports it.
    const before = await actionAt(`${dev.url}/again`);
    await writeFiles(root, {
      "lib/save.ts": "export async function save(_a: string, _b: FormData) {}",
    });
    await until(async () => (await actionAt(`${dev.url}/again`)) !== before);
    expect(await answered("/again"), dev.output()).toBe(200);

    await writeFiles(root, { "vite.config.mjs": `${viteConfig} // saved again` });
    await writeFiles(root, { "edict.config.mjs": "export default {};" });
    await until(() => dev.output().includes("edict.config.mjs is new. Starting anew."));
    // While Vite restarts its watcher sees nothing; nobody saves two files within that moment.
    await new Promise((done) => setTimeout(done, 3_000));
    await writeFiles(root, {
      "app/later/page.tsx": `
        import { later } from "./actions";
        export default () => <form action={later} />;`,
      "app/later/actions.ts": '"use server";\nexport async function later() {}',
    });
    await until(async () => (await fetch(`${dev.url}/later`)).status === 200);
    expect(await answered("/later"), dev.output()).toBe(200);
  } finally {
    await dev.stop();
  }
}, 60_000);

async function textOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")),
  );
  return texts.join("\n");
}

test("an app in JavaScript has elements in files of .js, and paths of jsconfig.json", async () => {
  const root = await makeApp({
    "jsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
    "app/layout.js":
      "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
    "app/page.js":
      'import { Saver } from "@/components/saver";\nexport default function Page() { return <main>{1 <2 && "written in JavaScript"}<Saver /></main>; }',
    "app/actions.js": '"use server";\nexport async function save() {}',
    "components/saver.js":
      '"use client";\nimport { save } from "@/app/actions";\nexport function Saver() { return <><form action={save}><button>save</button></form></>; }',
  });
  made.push(root);
  const { output, code } = await buildSmallApp(root);
  expect([output, code]).toEqual([expect.stringContaining("Built 1 route and 1 action"), 0]);
  expect(await builtActions(root)).toEqual(["save app/actions.js"]);
  for (const start of [startSmallApp, startBuiltApp]) {
    const served = await start(root);
    try {
      const page = await (await fetch(served.url)).text();
      expect(page).toContain("written in JavaScript");
      expect(page).toContain("<button>save</button>");
    } finally {
      await served.stop();
    }
  }
});
