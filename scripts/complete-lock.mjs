// Adds to package-lock.json the optional packages of other platforms. A registry that does not carry them makes
// `npm install` leave them out, and `npm ci` refuses such a lock file, on every platform.
// usage: node scripts/complete-lock.mjs [folder], after every `npm install` that changed the lock file
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(process.argv[2] ?? ".", "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "wasm32",
  "win32",
];

/** @param {string} name e.g. `@scope/binding-linux-arm64-musl` */
function platformOf(name) {
  const words = name.split("/").at(-1)?.split("-") ?? [];
  const at = words.findIndex((word) => systems.includes(word));
  if (at === -1) return undefined;
  if (words[at] === "wasm32") return { cpu: ["wasm32"] };
  const libc = words.slice(at + 2).join("-");
  return {
    ...(words[at + 1] === undefined || words[at + 1] === "universal"
      ? {}
      : { cpu: [words[at + 1]] }),
    os: [words[at]],
    ...(words[at] !== "linux" || libc === ""
      ? {}
      : { libc: [libc.startsWith("musl") ? "musl" : "glibc"] }),
  };
}

/**
 * Where an optional package of `owner` goes: beside it, or inside it where another version is beside it already.
 * @param {string} owner e.g. `node_modules/knip/node_modules/oxc-parser`
 */
function freePlace(owner, name, version) {
  const beside = `${owner.slice(0, owner.lastIndexOf("node_modules/"))}node_modules/${name}`;
  for (const place of [beside, `${owner}/node_modules/${name}`]) {
    const known = lock.packages[place];
    if (known === undefined) return place;
    if (known.version === version) return undefined;
  }
  return undefined;
}

let added = 0;
const owners = Object.entries(lock.packages).toSorted(([a], [b]) => a.length - b.length);
for (const [ownerPlace, owner] of owners)
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    if (platform === undefined || !/^\d/.test(version)) continue;
    const place = freePlace(ownerPlace, name, version);
    if (place === undefined) continue;
    const { cpu, ...rest } = platform;
    lock.packages[place] = {
      version,
      ...(cpu === undefined ? {} : { cpu }),
      ...(owner.dev === true ? { dev: true } : {}),
      license: owner.license ?? "MIT",
      optional: true,
      ...rest,
    };
    added += 1;
  }
// npm drops what it wrote itself about the C library of packages that the registry does not carry.
for (const [place, entry] of Object.entries(lock.packages)) {
  const libc = entry.optional === true ? platformOf(place)?.libc : undefined;
  if (libc !== undefined) entry.libc ??= libc;
}
const [root, ...others] = Object.keys(lock.packages);
lock.packages = Object.fromEntries(
  [root, ...others.toSorted()].map((place) => [place, lock.packages[place]]),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms added`);
