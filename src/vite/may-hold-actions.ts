import { mayHoldDirective } from "../compiler/index.ts";
import { buildFolders, packageFolder } from "./vite-paths.ts";

/**
 * A directive stands where a statement may, in minified code too. Built packages, React's own among them, quote
 * `use server` in their messages: those stand behind other text, and are not worth a parse.
 */
const directiveInPackage = /(?:^|[\n\r;{}]|\*\/)\s*(["'])use server\1/;

/** Tells whether a module is worth compiling: cheap, and wrong only by saying yes. */
export function mayHoldActions(code: string, id: string): boolean {
  return isOfPackage(id) ? directiveInPackage.test(code) : mayHoldDirective(code);
}

/** Tells whether a module is a package's: as installed, or as Vite prepared it for development. */
export function isOfPackage(id: string): boolean {
  return (
    id.includes("/node_modules/") ||
    id.includes(`/${buildFolders.cache}/`) ||
    // Linked into an app it is not among the installed ones.
    id.startsWith(packageFolder)
  );
}
