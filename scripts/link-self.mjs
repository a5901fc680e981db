// Makes this package resolvable by its own name for the apps in this repository, as an installed one would be.
// npm cannot do it: a workspace that depends on the root of its repository makes a lock file that `npm ci` refuses.
import { lstatSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

const modules = join(import.meta.dirname, "../node_modules");
for (const [path, target] of [
  ["edict", ".."],
  [".bin/edict", "../../bin/edict.js"],
]) {
  const link = join(modules, path);
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(target, link);
}
