import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Target } from "./threat-server.ts";

const run = promisify(execFile);

/**
 * Calls a function of the package that serves (its own build, or a copy without a check) in a process of its own, and
 * gives what it returned; all of it crosses as JSON, a Map as its entries.
 * @param door relative to `dist`, e.g. `compiler/index.js`
 */
export async function askPackage(
  to: Pick<Target, "dist">,
  door: string,
  name: string,
  input: unknown,
): Promise<unknown> {
  const address = pathToFileURL(join(to.dist, door)).href;
  const program = `
    import { randomBytes } from "node:crypto";
    const { ${name} } = await import(${JSON.stringify(address)});
    const input = ${JSON.stringify(input)};
    const given = await ${name}({ ...input, randomBytes });
    console.log(JSON.stringify(given instanceof Map ? [...given] : given));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program]);
  return JSON.parse(stdout);
}
