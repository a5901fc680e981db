// Bundles what `bench/servers/react.mjs` loads: React's Flight server and its HTML renderer, each for production.
// usage: node bench/servers/react/build.mjs <folder>
import { join } from "node:path";
import { build } from "vite";

const here = import.meta.dirname;
const folder = process.argv[2];

const usual = ["node", "import", "module", "default", "production"];
const bundles = [
  { name: "flight", conditions: ["react-server", ...usual] },
  { name: "html", conditions: usual },
];

for (const { name, conditions } of bundles)
  await build({
    root: here,
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions, externalConditions: conditions } },
    build: {
      ssr: join(here, `${name}.tsx`),
      outDir: join(folder, name),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
