import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileModule } from "../../compiler/index.ts";
import { buildRouteTable, type RouteProblem } from "../../routing/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { formatFindings, type Finding } from "../format-findings.ts";
import { listAppSources } from "../list-app-sources.ts";
import { openApp } from "../open-app.ts";
import type { CheckFormat } from "../parse-command.ts";
import { createImportResolver } from "../resolve-import.ts";
import type { Terminal } from "../terminal.ts";

/** Prints all diagnostics of an app without building it; fails when one of them is an error. */
export async function check(
  { dir, format }: { readonly dir: string; readonly format: CheckFormat },
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const app = await openApp({ dir, command: "check", needsReact: false }, context);
  if (!app.ok) return app.error;
  const { root, config } = app.value;
  const { sources, routeFiles } = await listAppSources(root);
  const { problems } = buildRouteTable(routeFiles);
  reportRoutes(problems, terminal);
  const findings = await checkFiles({ root, sources, docsUrl: config.docsUrl }, terminal);
  const text = formatFindings(findings, format, terminal.color);
  if (text !== "") terminal.print(text);
  const counts = countSeverities([...findings.map(({ diagnostic }) => diagnostic), ...problems]);
  if (format === "pretty") terminal.report(summaryOf(counts, sources.length, terminal));
  return counts.errors > 0 ? 1 : 0;
}

/** The files that are checked. */
export interface CheckedFiles {
  /** Absolute. */
  readonly root: string;
  /** Relative to `root`, with `/`. */
  readonly sources: readonly string[];
  readonly docsUrl: string | undefined;
}

/** Compiles every file and collects what is found, in the order of files and lines. */
export async function checkFiles(
  { root, sources, docsUrl }: CheckedFiles,
  terminal: Pick<Terminal, "progress">,
): Promise<Finding[]> {
  const resolve = createImportResolver(root);
  const findings: Finding[] = [];
  for (const [index, file] of sources.entries()) {
    terminal.progress(`checking ${index + 1} of ${sources.length}: ${file}`);
    const filename = join(root, file);
    const source = await readFile(filename, "utf8");
    const compiled = await compileModule({
      code: source,
      filename,
      environment: "server",
      root,
      resolve,
      ...(docsUrl === undefined ? {} : { docsUrl }),
    });
    findings.push(
      ...compiled.diagnostics
        .toSorted((a, b) => a.line - b.line || a.column - b.column)
        .map((diagnostic) => ({ diagnostic, source })),
    );
  }
  terminal.progress("");
  return findings;
}

function reportRoutes(problems: readonly RouteProblem[], terminal: Terminal): void {
  for (const { severity, message, files } of problems) {
    const tone = severity === "error" ? "red" : "yellow";
    terminal.report(
      `${terminal.style(tone, `${severity}:`)} ${files.length === 0 ? "" : `${files.join(", ")}: `}${message}`,
    );
  }
}

interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

function countSeverities(found: readonly { readonly severity: string }[]): Counts {
  const errors = found.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: found.length - errors };
}

function summaryOf({ errors, warnings }: Counts, files: number, terminal: Terminal): string {
  if (errors + warnings === 0) return terminal.style("green", `No problems in ${files} files.`);
  return terminal.style(
    errors > 0 ? "red" : "yellow",
    `${errors} errors, ${warnings} warnings in ${files} files.`,
  );
}
