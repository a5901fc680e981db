import react from "@vitejs/plugin-react";
import { edict } from "edict/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), edict({ mode: "spa", server: "server.ts" })],
});
