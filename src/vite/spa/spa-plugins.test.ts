import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveConfig, type InlineConfig, type ResolvedConfig } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { edict, type SpaOptions } from "../edict.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "edict-spa-"));
  await writeFile(join(root, "a.actions.ts"), '"use server";\nexport async function act() {}\n');
});
afterAll(() => rm(root, { recursive: true }));

function configured(
  options: Omit<SpaOptions, "mode">,
  more: InlineConfig = {},
): Promise<ResolvedConfig> {
  const plugins = edict({ ...options, mode: "spa" });
  return resolveConfig({ configFile: false, root, ...more, plugins }, "build");
}

describe("edict() of an app in the browser alone", () => {
  test.each<[string, Omit<SpaOptions, "mode">, string]>([
    ["an endpoint that is no path", { endpoint: "actions" }, '"/_edict/actions" is needed'],
    ["the root as its endpoint", { endpoint: "/" }, '"/_edict/actions" is needed'],
    ["an endpoint with two spellings", { endpoint: "/a/../b" }, "the one spelling"],
    [
      "an order that only single actions have",
      { dispatch: "latest" as never },
      '"ordered" or "serial"',
    ],
    ["a build id that no header may hold", { buildId: "a b" }, 'edict({ buildId: "a b" })'],
    [
      "server files that browsers are served",
      { serverOutDir: "dist/server" },
      "served to browsers",
    ],
    ["server files among the browser's", { serverOutDir: "dist" }, "served to browsers"],
  ])("refuses %s", async (_, options, said) => {
    await expect((async () => configured(options))()).rejects.toThrow(said);
  });

  test("keeps the entries that the app names for its browser build out of the server's", async () => {
    const { environments } = await configured(
      { server: "server.ts" },
      { build: { rolldownOptions: { input: "other.html" } } },
    );
    expect(environments["edict"]?.build.rolldownOptions.input).toEqual({
      actions: "edict/actions",
      server: join(root, "server.ts"),
    });
    expect(environments["client"]?.build.rolldownOptions.input).toBe("other.html");
  });

  test("loads the server's modules under the condition of Server Components", async () => {
    const { environments } = await configured({});
    expect(environments["edict"]?.resolve.conditions).toContain("react-server");
    expect(environments["client"]?.resolve.conditions).not.toContain("react-server");
  });
});
