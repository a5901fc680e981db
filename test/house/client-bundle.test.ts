import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const maxGzipBytes = { page: 13_900, everything: 16_400 };
const page = "virtual:page";
const entry = "entry-browser.tsx";
const root = `${process.cwd()}/src/client/`;

/** Bundles doors of the browser's room as an app's production build does, React and its Flight client left out. */
async function bundle(
  doors: readonly string[],
): Promise<{ code: string; later: string; external: string[] }> {
  const build = await rolldown({
    input: page,
    external: [/^react(?:$|\/|-dom)/, /^@vitejs\/plugin-rsc/],
    platform: "browser",
    transform: {
      define: {
        "process.env.NODE_ENV": '"production"',
        "process.env.EDICT_DISPATCH": '"ordered"',
        "process.env.EDICT_MOUNTED": '"no"',
      },
    },
    onLog: (level, log) => {
      if (log.code !== "MODULE_LEVEL_DIRECTIVE") throw new Error(`${level}: ${log.message}`);
    },
    plugins: [
      {
        name: "page",
        resolveId: (id) => {
          if (id === page) return id;
          // The package's `sideEffects` names the built file; here it is the source that must stay.
          return id.endsWith(entry) ? { id, moduleSideEffects: true } : undefined;
        },
        // What an app's build knows to be absent: here it still wears its type.
        transform: (code) => code.replace("(import.meta as HotImportMeta).hot", "undefined"),
        load: (id) =>
          id === page
            ? doors.map((door) => `export * from "${root}${door}";`).join("\n")
            : undefined,
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  const all = output.filter((file) => file.type === "chunk");
  const begins = new Set(
    all.flatMap(({ isEntry, imports, fileName }) => (isEntry ? [fileName, ...imports] : [])),
  );
  // What is loaded when a page is idle, or asks for it, is no part of what it begins with.
  const [chunks, later] = [
    all.filter(({ fileName }) => begins.has(fileName)),
    all.filter(({ fileName }) => !begins.has(fileName)),
  ];
  const own = new Set(all.map(({ fileName }) => fileName));
  return {
    code: chunks.map(({ code }) => code).join("\n"),
    later: later.map(({ code }) => code).join("\n"),
    external: chunks.flatMap(({ imports }) => imports.filter((each) => !own.has(each))).toSorted(),
  };
}

test("keeps the browser runtime of a page small", async () => {
  const { code, external } = await bundle([entry]);
  expect(code).toContain("hydrateRoot");
  expect(external).toEqual([
    "@vitejs/plugin-rsc/browser",
    "@vitejs/plugin-rsc/react/browser",
    "@vitejs/plugin-rsc/vendor/react-server-dom/client.browser",
    "react",
    "react-dom/client",
    "react/jsx-runtime",
  ]);
  expect(gzipSync(code).length).toBeLessThan(maxGzipBytes.page);
});

test("keeps it small with everything an app can import from it", async () => {
  const { code } = await bundle([entry, "index.ts", "segments.tsx", "runtime.ts"]);
  expect(code).toContain("IntersectionObserver");
  expect(gzipSync(code).length).toBeLessThan(maxGzipBytes.everything);
});

test("leaves nothing of development in it", async () => {
  const { code, later } = await bundle([entry, "index.ts"]);
  expect(later).toContain("XMLHttpRequest");
  for (const trace of ["process.env", "/_edict/errors"])
    expect((code + later).includes(trace)).toBe(false);
});
