import { sections } from "../rows/sections.ts";
import { reportRemovals } from "./report-removals.ts";
import { reportRows } from "./report-rows.ts";

/**
 * The program behind `npm run threats`.
 * @param args letters of sections and ids of rows, and `--without`
 * @returns the exit code
 */
export async function reportThreats(
  args: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const only = args.filter((arg) => arg !== "--without");
  const known = new Set<string>(
    sections.flatMap(({ letter, rows }) => [letter, ...rows.map(({ id }) => id)]),
  );
  const unknown = only.filter((arg) => !known.has(arg));
  if (unknown.length > 0) {
    print(
      `There is no row or section ${unknown.join(", ")}. usage: npm run threats -- [--without] [A] [B3]`,
    );
    return 2;
  }
  const report = args.includes("--without") ? reportRemovals : reportRows;
  return (await report(sections, { print, only })) ? 0 : 1;
}
