import { countNoun } from "../count-noun.ts";
import type { Terminal, TextStyle } from "../terminal.ts";
import type { Finding } from "./checkup.ts";
import type { ShownLimit } from "./list-limits.ts";

type Painter = Pick<Terminal, "stylePrint">;

const marks: Readonly<Record<Finding["severity"], readonly [mark: string, style: TextStyle]>> = {
  ok: ["ok", "green"],
  warning: ["warning", "yellow"],
  error: ["error", "red"],
};

/** Writes a finding as a line, and what to do below it. */
export function formatFinding(
  { subject, severity, message, hint }: Finding,
  { stylePrint }: Painter,
): string {
  const [mark, style] = marks[severity];
  const line = `${stylePrint(style, mark.padEnd(8))}${stylePrint("bold", subject)}  ${message}`;
  return hint === undefined ? line : `${line}\n${indent(hint)}`;
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `        ${line}`)
    .join("\n");
}

/** Writes the limits as a table; those that the configuration changed say their default. */
export function formatLimits(limits: readonly ShownLimit[], { stylePrint }: Painter): string {
  const rows = limits.map((limit) => [limit.key, valueOf(limit), limit.what] as const);
  const [keys, values] = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [
    "",
    `${stylePrint("bold", "Limits")} (keys of serverActions in edict.config.ts)`,
    ...rows.map(
      ([key, value, what]) => `  ${key.padEnd(keys ?? 0)}  ${value.padEnd(values ?? 0)}  ${what}`,
    ),
    "",
    "Limits without a key are listed in docs/reference/limits.md of the package.",
  ].join("\n");
}

function valueOf({ value, unit, ...limit }: ShownLimit): string {
  const text = `${value.toLocaleString("en")} ${unit}`.trim();
  return value === limit.default
    ? text
    : `${text} (default: ${limit.default.toLocaleString("en")})`;
}

/** Counts what is wrong, in a sentence. */
export function summarise(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return `${countNoun(count("error"), "error")}, ${countNoun(count("warning"), "warning")}.`;
}
