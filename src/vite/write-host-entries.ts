import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { listStaticFiles, type HostedBuild, type HostedFile } from "../adapters/index.ts";
import type { StaticEntry } from "./build-manifest.ts";
import { buildFolders } from "./vite-paths.ts";

/** What of the configuration a build brings along for hosts that cannot read it. */
export type HostingFacts = Pick<HostedBuild["hosting"], "settings" | "storage">;

/** Module of a build that other servers mount; its default export is a `HostedBuild`. */
export const appEntry = "app.js";

/** Module of a build that Bun and Deno serve by themselves. */
const serverEntry = "server.js";

/** Writes the two modules by which a build runs on hosts other than `edict start`. */
export async function writeHostEntries(
  root: string,
  { settings, storage }: HostingFacts,
  listed: readonly StaticEntry[],
): Promise<void> {
  const hosting = {
    files: await hostedFiles(root, listed),
    settings,
    ...(storage === undefined ? {} : { storage }),
  };
  const app = [
    "// Made by edict build: this app, for a server of your own. docs/guide/hosts.md says how to mount it.",
    'import app from "./rsc/index.js";',
    `const hosting = ${writeData(hosting)};`,
    "export default Object.freeze({ ...app, hosting: { base: import.meta.url, ...hosting } });",
  ];
  const server = [
    "// Made by edict build: what Bun and Deno serve.",
    'import { createFetchEntry } from "edict/server";',
    'import app from "./app.js";',
    `const storage = process.env.EDICT_STORAGE || ${JSON.stringify(storage ?? "memory")};`,
    "const options = {};",
    'if (storage !== "memory") {',
    '  const { connectStorage } = await import("edict/node");',
    '  options.store = await connectStorage(storage, { root: new URL("../../", import.meta.url) });',
    "}",
    "export default createFetchEntry(app, options);",
  ];
  await writeFile(join(root, buildFolders.build, appEntry), `${app.join("\n")}\n`);
  await writeFile(join(root, buildFolders.build, serverEntry), `${server.join("\n")}\n`);
}

/** Writes data as an expression; JSON has no word for a time without end. */
function writeData(data: unknown): string {
  const endless = "\0endless";
  const text = JSON.stringify(data, (_, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? endless : value,
  );
  return text.replaceAll(JSON.stringify(endless), "Infinity");
}

/** Describes the files that the manifest names; nothing else of that folder is served. */
async function hostedFiles(
  root: string,
  listed: readonly StaticEntry[],
): Promise<readonly HostedFile[]> {
  const folder = join(root, buildFolders.client);
  const immutable = new Map(listed.map((entry) => [join(root, entry.file), entry.immutable]));
  const found = await listStaticFiles({ folder });
  return [...found].flatMap(([path, { file, type, etag }]) => {
    const isImmutable = immutable.get(file);
    if (isImmutable === undefined) return [];
    const name = file.slice(folder.length + 1).replaceAll("\\", "/");
    return [{ path, name, type, etag, immutable: isImmutable }];
  });
}
