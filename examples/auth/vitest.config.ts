import { edict } from "edict/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [edict({ mode: "test" })] });
