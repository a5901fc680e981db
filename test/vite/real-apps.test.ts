import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSmallApp, builtActions, makeApp, removeApp, type AppFiles } from "./small-app.ts";

const made: string[] = [];

beforeAll(() => {
  const built = spawnSync("npm", ["run", "build", "--silent"], { encoding: "utf8" });
  expect(built.status, built.stdout + built.stderr).toBe(0);
}, 60_000);

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

test("a build knows the actions of packages", async () => {
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
    "app/page.tsx": `
      import { packed } from "minified";
      import { barrel } from "barrelled";
      export default () => <><form action={packed} /><form action={barrel} /></>;`,
  });
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
  expect(await builtActions(root)).toEqual([
    "barrel node_modules/barrelled/actions.js",
    "packed node_modules/minified/index.js",
  ]);
}, 30_000);
