/** Makes a name that npm takes for the package of an app in a folder of this name, and that none of `taken` has: npm installs no package into one of its own name. */
export function packageName(folder: string, taken: ReadonlySet<string>): string {
  const name = folder
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^a-z0-9._~-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, longest)
    .replace(/[._-]+$/, "");
  if (name === "") return "app";
  return taken.has(name) || refused.has(name) ? `${name}-app` : name;
}

/** Of npm's 214, with room for what is added. */
const longest = 200;
const refused: ReadonlySet<string> = new Set(["node_modules", "favicon.ico"]);
