import { describe, expect, test } from "vitest";
import { appWith, run } from "./run-line.ts";

describe("check of an app that is rendered in the browser alone", () => {
  const spa = {
    // As edict({ mode: "spa" }) of the package names itself.
    "vite.config.mjs":
      'export default { plugins: [[Promise.resolve({ name: "edict:spa", api: { serverOutDir: "out" } })]] };',
    "index.html": '<script async type="module" src="/src/main.tsx"></script>',
    "src/main.tsx": 'import { save } from "./save.actions"; import "./box"; void save();',
    "src/box.tsx": "export const Box = () => null;",
    "out/actions.js": '"use sever";',
    "src/save.actions.ts":
      '"use server";\nimport { revalidatePath } from "edict";\nexport async function save() { revalidatePath("/anything"); }\n',
  };

  test("finds nothing wrong with a good one, whatever path it revalidates", async () => {
    const cwd = await appWith(spa);
    expect(await run("check", cwd)).toEqual({ code: 0, out: "", err: "No problems in 4 files.\n" });
  });

  test("names an action in a file of the browser's, and an action that nothing uses", async () => {
    const cwd = await appWith({
      ...spa,
      "src/box.tsx":
        'export const Box = () => {\n  async function inside() {\n    "use server";\n  }\n  return inside;\n};',
      "src/save.actions.ts": `${spa["src/save.actions.ts"]}export async function forgotten() {}\n`,
    });
    const { code, out } = await run("check", cwd);
    expect(code).toBe(1);
    expect(out).toContain("inline-action-in-client-component");
    expect(out).toContain("file of an app that is rendered in the browser alone");
    expect(out).toContain("unused-action");
    expect(out).toContain("forgotten");
  });

  test("names what touches the server below what a browser begins with", async () => {
    const cwd = await appWith({
      ...spa,
      "src/box.tsx": 'import "server-only";\nexport const Box = () => null;',
    });
    const { code, out } = await run("check", cwd);
    expect(code).toBe(1);
    expect(out).toContain("server-module-in-client");
    expect(out).toContain("src/main.tsx");
  });

  test("reads the pages that the configuration names, and mends what can be mended", async () => {
    const cwd = await appWith({
      ...spa,
      "vite.config.mjs":
        'export default { build: { rolldownOptions: { input: { shop: "shop.html" } } }, plugins: [{ name: "edict:spa", api: { serverOutDir: "out" } }] };',
      "shop.html": '<script type="module" src="./src/main.tsx"></script>',
      "index.html": "",
      "src/save.actions.ts": '"use sever";\nexport async function save() {}\n',
    });
    expect((await run("check", cwd)).out).toContain("use-server-misspelled");
    await run("check --fix", cwd);
    expect((await run("check", cwd)).out).not.toContain("use-server-misspelled");
  });
});
