import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isRecord } from "./value-kind.ts";
import { hasCode } from "../base/index.ts";

/** In `.edict/build`: the configuration in JavaScript, and the files that it was made of. */
const moduleName = "config.js";
const stampName = "config.json";

/** Each file by its path from the app's root, with the hash of its text. */
type Stamp = Readonly<Record<string, string>>;

/**
 * Writes a configuration in TypeScript as JavaScript into the app's build, so that `edict start` need not load Vite to read it.
 * One that asks where it lies is left alone: elsewhere it would say something else.
 * @param root the app's folder, absolute
 * @param file the configuration, relative to `root`
 */
export async function keepConfig(root: string, file: string): Promise<void> {
  if (!isTypeScript(file)) return;
  const { build } = await import("vite");
  const read = new Set<string>();
  const output = await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: "silent",
    publicDir: false,
    // What is left of them does not tell: a constant may stand where its module was imported.
    plugins: [{ name: "edict:read", moduleParsed: ({ id }) => void read.add(id) }],
    build: {
      ssr: join(root, file),
      write: false,
      minify: false,
      rolldownOptions: { output: { format: "esm", codeSplitting: false } },
    },
  });
  const [made] = [output].flat();
  if (made === undefined || !("output" in made)) return;
  const [{ code }] = made.output;
  const stamp: Record<string, string> = {};
  for (const id of [...read].filter((each) => !each.startsWith("\0"))) {
    const text = await readFile(id, "utf8");
    if (/\bimport\.meta\b|\b__(?:dirname|filename)\b/.test(text)) return;
    stamp[relative(root, id)] = hashOf(text);
  }
  const folder = join(root, ".edict/build");
  await writeFile(join(folder, moduleName), code);
  await writeFile(join(folder, stampName), JSON.stringify(stamp));
}

/** Reads what `keepConfig` wrote; undefined where there is none, or where a file that it was made of has changed since. */
export async function readKeptConfig(
  root: string,
  file: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const folder = join(root, ".edict/build");
  const written = (await readText(join(folder, stampName))) ?? "{}";
  const stamp = readStamp(written);
  if (stamp?.[file] === undefined) return undefined;
  for (const [path, hash] of Object.entries(stamp)) {
    const text = await readText(resolve(root, path));
    if (text === undefined || hashOf(text) !== hash) return undefined;
  }
  const address = `${pathToFileURL(join(folder, moduleName)).href}?of=${hashOf(written)}`;
  // A module namespace is an object.
  return (await import(address)) as Readonly<Record<string, unknown>>;
}

/** Whether Node 20 cannot load a configuration by itself. */
export function isTypeScript(file: string): boolean {
  return /\.m?ts$/.test(file);
}

function readStamp(text: string): Stamp | undefined {
  try {
    const stamp: unknown = JSON.parse(text);
    if (!isRecord(stamp)) return undefined;
    return Object.fromEntries(Object.entries(stamp).map(([path, hash]) => [path, String(hash)]));
  } catch (error) {
    // Damaged: the configuration itself is read.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
