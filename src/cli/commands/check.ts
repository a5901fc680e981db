import { existsSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../../base/index.ts";
import { createAnalysisCache } from "../../compiler/index.ts";
import { checkFiles, readSpa, readTable } from "../../vite/check/index.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { countNoun } from "../count-noun.ts";
import { formatFindings, type Finding } from "../format-findings.ts";
import { formatMending } from "../format-mending.ts";
import { listAppSources } from "../list-app-sources.ts";
import { mendFiles } from "../mend-files.ts";
import { findFolder, hasRoutes, openApp } from "../open-app.ts";
import type { CheckFormat } from "../parse-command.ts";
import type { Terminal } from "../terminal.ts";

/** What `edict check` was asked for. */
export interface CheckOptions {
  readonly dir: string;
  readonly format: CheckFormat;
  /** Whether files are mended before what is left is printed. */
  readonly fix: boolean;
}

/** Prints all diagnostics of an app without building it; fails when one of them is an error. */
export async function check(
  { dir, format, fix }: CheckOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const opened = await openChecked(dir, context);
  if (!opened.ok) return opened.error;
  const { root, sources, checkConfig, ...checked } = opened.value;
  const cache = createAnalysisCache();
  const isApp = existsSync(join(root, "package.json"));
  const checkNow = async (): Promise<Finding[]> => [
    ...(await checkConfig()),
    ...(await checkFiles({
      root,
      sources,
      isPiece: !isApp,
      remembers: isApp,
      ...checked,
      cache,
      pause: countFiles(sources.length, terminal),
    })),
  ];
  const { left: findings, ...mending } = fix
    ? await mendFiles({ root, check: checkNow })
    : { left: await checkNow(), mended: [], skipped: [] };
  terminal.progress("");
  for (const line of formatMending(mending, terminal)) terminal.report(line);
  const text = formatFindings(findings, format, terminal.color);
  if (text !== "") terminal.print(text);
  const counts = countSeverities(findings);
  if (format === "pretty") {
    terminal.report(summaryOf(counts, sources.length, terminal));
    const mendable = findings.filter(({ diagnostic }) => diagnostic.fix !== undefined).length;
    if (mendable > 0 && !fix) terminal.report(`edict check --fix mends ${mendable} of them.`);
  }
  return counts.errors > 0 ? 1 : 0;
}

/** What is checked: an app with routes, or one that is rendered in the browser alone. */
interface CheckedApp extends Pick<
  Parameters<typeof checkFiles>[0],
  "root" | "sources" | "table" | "problems" | "browserEntries" | "docsUrl" | "rules"
> {
  readonly checkConfig: () => Promise<Finding[]>;
}

async function openChecked(
  dir: string,
  context: CommandContext,
): Promise<Result<CheckedApp, ExitCode>> {
  const folder = await findFolder(dir, context);
  if (folder === undefined) return err(2);
  if (!hasRoutes(folder)) {
    const spa = await readSpa(folder);
    if (!spa.ok) {
      context.terminal.report(context.terminal.style("red", spa.error));
      return err(1);
    }
    if (spa.value !== undefined) {
      const { docsUrl, browserEntries, builtFolders } = spa.value;
      const { sources } = await listAppSources(folder);
      const own = sources.filter(
        (path) => !builtFolders.some((built) => join(folder, path).startsWith(`${built}/`)),
      );
      const checkConfig = (): Promise<Finding[]> => Promise.resolve([]);
      const settings = { table: undefined, rules: {}, checkConfig };
      return ok({ root: folder, sources: own, docsUrl, browserEntries, ...settings });
    }
  }
  const app = await openApp({ dir, command: "check", needsReact: false }, context);
  if (!app.ok) return app;
  const { root, config, checkConfig } = app.value;
  const { sources, routeFiles } = await listAppSources(root);
  const { docsUrl, rules } = config;
  return ok({ root, sources, docsUrl, rules, checkConfig, ...(await readTable(root, routeFiles)) });
}

/** A line that is written often enough to be seen moving, and not for every file. */
const filesPerLine = 50;

function countFiles(total: number, { progress }: Pick<Terminal, "progress">): () => undefined {
  let read = 0;
  return () => {
    read += 1;
    if (read % filesPerLine === 0) progress(`checked ${read} of ${total} files`);
  };
}

interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

function countSeverities(found: readonly Finding[]): Counts {
  const errors = found.filter(({ diagnostic }) => diagnostic.severity === "error").length;
  return { errors, warnings: found.length - errors };
}

function summaryOf({ errors, warnings }: Counts, files: number, terminal: Terminal): string {
  if (errors + warnings === 0)
    return terminal.style("green", `No problems in ${countNoun(files, "file")}.`);
  return terminal.style(
    errors > 0 ? "red" : "yellow",
    `${countNoun(errors, "error")}, ${countNoun(warnings, "warning")}. ${countNoun(files, "file")} checked.`,
  );
}
