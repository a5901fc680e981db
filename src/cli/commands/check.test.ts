import { expect, test } from "vitest";
import { appWith, run } from "../../../test/cli/run-line.ts";

const layout = "export default ({ children }) => <html><body>{children}</body></html>;";
const page = "export default () => <p>Hi</p>;";

test("a configuration with an error stops a command, with key and expectation", async () => {
  const cwd = await appWith({
    "app/page.tsx": page,
    "edict.config.mjs": "export default { orgins: [] };",
  });
  const { code, err } = await run("build", cwd);
  expect(code).toBe(1);
  expect(err).toContain(
    "edict.config.mjs:1:18 error config-invalid\norgins is no key of Edict's configuration; did you mean origins?\n",
  );
  expect(err).toContain("> 1 | export default { orgins: [] };");
});

test("check lists mistakes of the configuration among the others, at their keys", async () => {
  const cwd = await appWith({
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "app/actions.ts": '"use server";\nexport const limit = 5;\n',
    "next.config.mjs":
      'const limits = { bodySizeLimit: "1 lot" };\nexport default () => ({\n  serverActions: limits,\n  experimental: { serverActions: true },\n});\n',
  });
  const { code, out } = await run("check --format json", cwd);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject([
    { code: "config-invalid", severity: "error", file: "next.config.mjs", line: 1, column: 18 },
    { code: "experimental-server-actions-flag", severity: "warning", line: 4, column: 19 },
    { code: "invalid-use-server-value", file: "app/actions.ts" },
  ]);
});

test("a rule that is off says nothing, and one that is an error fails the check", async () => {
  const files = {
    "app/layout.tsx": layout,
    "app/page.tsx": page,
    "app/actions.ts": '"use server";\nexport async function unusedOne() {}\n',
  };
  const off = await appWith({
    ...files,
    "edict.config.mjs": 'export default { rules: { "unused-action": "off" } };',
  });
  expect(await run("check --format json", off)).toMatchObject({ code: 0, out: "[]\n" });
  const strict = await appWith({
    ...files,
    "edict.config.mjs": 'export default { rules: { "unused-action": "error" } };',
  });
  expect(await run("check", strict)).toMatchObject({ code: 1 });
  const wrong = await appWith({
    ...files,
    "edict.config.mjs": 'export default { rules: { "unused-actions": "off" } };',
  });
  expect((await run("check", wrong)).out).toContain("did you mean unused-action?");
});
