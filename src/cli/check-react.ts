import { installedVersion, isAtLeast } from "./installed-version.ts";

/** The oldest React that is served: older ones let a request run code on the server, or lack what we call. */
const oldest = [19, 3, 1] as const;

/** Tells what is wrong with the `react` and `react-dom` of the app at `root`, with the command that mends it; undefined when both will do. */
export async function checkReact(root: string): Promise<string | undefined> {
  for (const name of ["react", "react-dom"]) {
    const version = await installedVersion(root, name);
    if (version === undefined)
      return `${name} is not installed in ${root}. Run: npm install react@^${oldest.join(".")} react-dom@^${oldest.join(".")}`;
    if (!isNewEnough(version))
      return `${name} ${version} is installed in ${root}; ${oldest.join(".")} or a later 19 is needed, because older ones have known security holes. Run: npm install react@^${oldest.join(".")} react-dom@^${oldest.join(".")}`;
  }
  return undefined;
}

/** Tells whether this React is served: another major is another React. */
export function isNewEnough(version: string): boolean {
  return version.startsWith(`${oldest[0]}.`) && isAtLeast(version, oldest);
}
