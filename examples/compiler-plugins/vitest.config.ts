import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "compiler-plugins", include: ["*.test.ts"], testTimeout: 30_000 },
});
