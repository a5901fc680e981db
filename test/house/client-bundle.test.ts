import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const maxGzipBytes = 12_000;

/** Bundles doors of the browser's room as an app's production build does, React and its Flight client left out. */
async function bundle(doors: readonly string[]): Promise<{ code: string; external: string[] }> {
  const build = await rolldown({
    input: "virtual:page",
    external: [/^react(?:$|\/|-dom)/, /^@vitejs\/plugin-rsc/],
    platform: "browser",
    transform: {
      define: { "process.env.NODE_ENV": '"production"', "import.meta.hot": "undefined" },
    },
    checks: { unsupportedFeature: false },
    onLog: (level, log) => {
      if (log.code !== "MODULE_LEVEL_DIRECTIVE") throw new Error(`${level}: ${log.message}`);
    },
    plugins: [
      {
        name: "page",
        resolveId: (id) => (id === "virtual:page" ? id : undefined),
        load: (id) =>
          id === "virtual:page"
            ? doors
                .map(
                  (door) =>
                    `export * from ${JSON.stringify(`${process.cwd()}/src/client/${door}`)};`,
                )
                .join("\n")
            : undefined,
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true, codeSplitting: false });
  await build.close();
  const chunks = output.filter((file) => file.type === "chunk");
  return {
    code: chunks.map(({ code }) => code).join("\n"),
    external: chunks.flatMap(({ imports }) => imports).toSorted(),
  };
}

test("keeps the browser runtime of a page under 12 kB gzip", async () => {
  const { code, external } = await bundle(["entry-browser.tsx"]);
  expect(code).toContain("hydrateRoot");
  expect(external).toEqual([
    "@vitejs/plugin-rsc/browser",
    "@vitejs/plugin-rsc/react/browser",
    "react",
    "react-dom/client",
    "react/jsx-runtime",
  ]);
  expect(gzipSync(code).length).toBeLessThan(maxGzipBytes);
});

test("keeps it there with everything an app can import from it", async () => {
  const { code } = await bundle(["entry-browser.tsx", "index.ts", "segments.tsx", "runtime.ts"]);
  expect(code).toContain("IntersectionObserver");
  expect(gzipSync(code).length).toBeLessThan(maxGzipBytes);
});

test("leaves nothing of development in it", async () => {
  const { code } = await bundle(["entry-browser.tsx", "index.ts"]);
  for (const trace of ["process.env", "import.meta", "/_edict/errors", "rsc:update"])
    expect(code).not.toContain(trace);
});
