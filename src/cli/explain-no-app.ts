import { existsSync } from "node:fs";
import { join } from "node:path";
import { listAppSources } from "./list-app-sources.ts";
import { shellWord } from "./shell-word.ts";

/** A file by which a folder `app` is one of routes, and the folder around that. */
const routeFile = /^(.+?)\/(?:src\/)?app\/(?:.*\/)?(?:page|layout|route)\.[cm]?[jt]sx?$/;

const viteFiles = ["ts", "mts", "js", "mjs"].map((ending) => `vite.config.${ending}`);

/** Where a command looked for an app. */
export interface Sought {
  /** As it was given. */
  readonly dir: string;
  /** The same, absolute. */
  readonly root: string;
  readonly command: "dev" | "build" | "check";
}

/** Says what to do about a folder without `app/`: names the apps below it, or what runs an app without routes. */
export async function explainNoApp({ dir, root, command }: Sought): Promise<string> {
  const missing = `There is no app/ folder in ${root}`;
  const { sources } = await listAppSources(root);
  const below = new Set(sources.flatMap((path) => routeFile.exec(path)?.[1] ?? []));
  if (below.size > 0) {
    const lines = [...below].map(
      (folder) => `\n  edict ${command} ${shellWord(join(dir, folder))}`,
    );
    return `${missing}, but there are apps below it. Run:${lines.join("")}`;
  }
  const home = `${missing}. Routes live there: make app/layout.tsx and app/page.tsx, or name another directory.`;
  return viteFiles.some((name) => existsSync(join(root, name)))
    ? `${home} An app of edict({ mode: "spa" }) has none: vite dev and vite build run it, and edict check reads its vite.config.`
    : home;
}
