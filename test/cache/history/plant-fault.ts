import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A fault, as texts of the built package that are each there once, and what takes their place. */
export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
}

/** The faults that the checker must find: each takes away what a cache of many processes rests on. */
export const faults: readonly Fault[] = [
  {
    name: "fills without looking at versions",
    file: "cache/redis/redis-cache-store.js",
    edits: [
      ['if (judgeEntry(entry, [], replica) === "miss")', "if (false)"],
      [
        "packEntry(key, entry, keys)",
        "packEntry(key, { ...entry, revision: replica.revision }, keys)",
      ],
      [
        "this.#near.set(key, entry);\n        return true;",
        "this.#near.set(key, { ...entry, revision: replica.revision });\n        return true;",
      ],
    ],
  },
  {
    name: "answers before all have confirmed",
    file: "cache/redis/agreed-versions.js",
    edits: [["[this.#catchUp(moved), this.#untilHeard(moved, movedAt)]", "[this.#catchUp(moved)]"]],
  },
  {
    name: "leaves the parameters out of the key",
    file: "cache/cached-values.js",
    edits: [
      [
        'export { writeCacheKey } from "./cache-key.js";',
        'import { writeCacheKey as whole } from "./cache-key.js";\nexport const writeCacheKey = (parts) => whole(parts.slice(0, 2));',
      ],
    ],
  },
  {
    name: "keeps a page without the tags of what it reads",
    file: "server/pages/make-page.js",
    edits: [["new Set([...kept.tags, ...routeTags(", "new Set([...routeTags("]],
  },
  {
    name: "keeps a page without the tags of its route",
    file: "server/pages/make-page.js",
    edits: [["...kept.tags, ...routeTags(placeOf(pageOf(visit, match)))", "...kept.tags"]],
  },
  {
    name: "keeps a page that asks for its visitor",
    file: "server/pages/make-page.js",
    edits: [
      [
        'return { visitor: "ahead", fetchCache: "auto" };',
        'return { visitor: "own", fetchCache: "auto" };',
      ],
    ],
  },
  {
    name: "leaves the path out of the key of a page",
    file: "server/pages/answer-kept-page.js",
    edits: [["activeKid, origin, path, shownUrl.path, name", "activeKid, origin, name"]],
  },
];

/**
 * Copies the built package and takes something out of the copy; gives its folder and what removes it.
 * @throws Error where a text does not stand there exactly once
 */
export async function plantFault({
  name,
  file,
  edits,
}: Fault): Promise<{ readonly dist: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "edict-planted-"));
  const dist = join(folder, "dist");
  await cp(resolve("dist"), dist, { recursive: true });
  await cp(resolve("package.json"), join(folder, "package.json"));
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const path = join(dist, file);
  let text = await readFile(path, "utf8");
  for (const [from, to] of edits) {
    const parts = text.split(from);
    if (parts.length !== 2)
      throw new Error(
        `"${name}" is to be planted over a text that stands ${parts.length - 1} times in ${file}: ${from}`,
      );
    text = parts.join(to);
  }
  await writeFile(path, text);
  return { dist, remove: () => rm(folder, { recursive: true, force: true }) };
}
