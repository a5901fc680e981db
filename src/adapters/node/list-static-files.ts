import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { lookup } from "mrmime";
import { canonicalPath } from "../../routing/index.ts";
import type { StaticFile } from "../../server/index.ts";
import { hasCode } from "../../base/index.ts";

/** A folder of static files, and where they appear. */
export interface StaticFolder {
  readonly folder: string;
  /** In front of every path, e.g. `/assets`. Default: "". */
  readonly prefix?: string;
  /** Whether the names carry a hash of the content. Default: false. */
  readonly immutable?: boolean;
}

/**
 * Lists the files of a folder that may be served: plain files only, no links, no dotfiles, no source maps.
 * A folder that does not exist has none.
 */
export async function listStaticFiles(options: StaticFolder): Promise<Map<string, StaticFile>> {
  const { folder, prefix = "", immutable = false } = options;
  const files = new Map<string, StaticFile>();
  for (const name of await listNames(folder, "")) {
    const path = canonicalPath(`${prefix}/${name.split("/").map(encodeURIComponent).join("/")}`);
    if (!path.ok) continue;
    const file = join(folder, name);
    files.set(path.value, { file, type: contentTypeOf(name), etag: await tagOf(file), immutable });
  }
  return files;
}

async function listNames(folder: string, below: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const entry of await readFolder(join(folder, below))) {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    // `.well-known` is the one dotted folder that is meant to be seen (RFC 8615).
    if (entry.name.startsWith(".") && name !== ".well-known") continue;
    if (entry.isDirectory()) names.push(...(await listNames(folder, name)));
    else if (entry.isFile() && !entry.name.endsWith(".map")) names.push(name);
  }
  return names;
}

async function readFolder(folder: string): ReturnType<typeof readEntries> {
  try {
    return await readEntries(folder);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function readEntries(folder: string) {
  return readdir(folder, { withFileTypes: true });
}

/** Content type of a file, by its name. */
export function contentTypeOf(name: string): string {
  const type = lookup(name) ?? "application/octet-stream";
  const isText = type.startsWith("text/") || /(?:javascript|json|xml)$/.test(type);
  return isText && !type.includes("charset") ? `${type}; charset=utf-8` : type;
}

async function tagOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer); // no encoding is set
  return `"${hash.digest("base64url").slice(0, 22)}"`;
}
