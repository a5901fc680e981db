import { defineConfig } from "edict/config";

// Origins, keys and storage come from the environment: they are the same for all instances.
export default defineConfig({ trustProxy: ["127.0.0.1"] });
