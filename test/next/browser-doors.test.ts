import { join } from "node:path";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

const doors = [
  "src/api/index.client.ts",
  "src/next/form.ts",
  "src/next/link.ts",
  "src/next/navigation.client.ts",
  "src/next/server.client.ts",
  "src/context/signals.ts",
];

// The development server serves modules as they are: what only tree shaking would remove, it does not.
test.each(doors)("%s reaches nothing of Node, not even unused", async (door) => {
  const reached: string[] = [];
  const bundle = await rolldown({
    input: join(root, door),
    platform: "browser",
    treeshake: false,
    external: (name) => {
      if (name.startsWith("node:")) reached.push(name);
      return /^(?:node:|react|@vitejs\/plugin-rsc)/.test(name);
    },
    logLevel: "silent",
  });
  await bundle.generate();
  expect(reached).toEqual([]);
});
