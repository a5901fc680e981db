import { defineConfig } from "vitest/config";

const config: ReturnType<typeof defineConfig> = defineConfig({
  test: {
    name: "browser",
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: ["e2e/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
    // The files of a worker share its browser.
    isolate: false,
    // The machines that run these are shared: on CI a story that fails is told once more, and both tries are printed.
    retry: process.env["CI"] === undefined ? 0 : 1,
  },
});
export default config;
