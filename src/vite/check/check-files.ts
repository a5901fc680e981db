import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  checkApp,
  createAnalysisCache,
  type AnalysisCache,
  type AppFile,
} from "../../compiler/index.ts";
import type { Diagnostic, RuleSettings } from "../../errors/index.ts";
import type { RouteProblem, RouteTable } from "../../routing/index.ts";
import { analyseInWorkers } from "./analyse-in-workers.ts";
import { appRoutes } from "./app-routes.ts";
import { createImportResolver, type ImportResolver } from "./import-resolver.ts";
import type { PreparedApp } from "./prepared-app.ts";
import { recallAnalyses, rememberAnalyses } from "./remembered-analyses.ts";
import { hasCode } from "../../base/index.ts";

/** The files that are checked as one app. */
export interface CheckedFiles {
  /** Absolute. */
  readonly root: string;
  /** Relative to `root`, with `/`. */
  readonly sources: readonly string[];
  /** Undefined for an app that is rendered in the browser alone. */
  readonly table: RouteTable | undefined;
  /** What is wrong with the files that the table was made from. */
  readonly problems?: readonly RouteProblem[];
  /** They are a part of an app: what is missing among them may be elsewhere. */
  readonly isPiece?: boolean;
  /** Files that a browser begins with, absolute, of such an app. */
  readonly browserEntries?: readonly string[];
  readonly docsUrl: string | undefined;
  readonly rules: RuleSettings;
  readonly development?: boolean;
  /** Of the check before; what is the same is not read again. */
  readonly cache?: AnalysisCache;
  /** What is read is written down for the next check of the app, by whatever process. */
  readonly remembers?: boolean;
  readonly resolver?: ImportResolver;
  /** Filled for the build that follows. */
  readonly prepared?: PreparedApp;
  /** Awaited after each file that was read. */
  readonly pause?: (file: string) => Promise<void> | undefined;
}

/** A diagnostic and the text of its file. */
export interface FileFinding {
  readonly diagnostic: Diagnostic;
  readonly source: string;
}

/** Reads the files of an app and checks it as a whole. A file that went away meanwhile is none. */
export async function checkFiles(checked: CheckedFiles): Promise<FileFinding[]> {
  const { root, sources, table, problems = [], docsUrl, rules, prepared } = checked;
  const resolver = checked.resolver ?? (await createImportResolver(root));
  const cache = checked.cache ?? createAnalysisCache();
  const development = checked.development ?? false;
  const files = await readAll(root, sources, development ? readInTurns : readAtOnce);
  const address = docsUrl === undefined ? {} : { docsUrl };
  const settings = { root, development, ...address };
  const remembers = checked.remembers === true && !recallAnalyses(files, settings, cache);
  // In development the app's own thread is busy with pages: it takes small turns instead.
  if (!development) {
    const secret = prepared === undefined ? {} : { idSecret: prepared.idSecret };
    await analyseInWorkers(files, { ...settings, ...secret }, { cache, prepared });
  }
  const diagnostics = await checkApp({
    root,
    files,
    resolve: resolver.resolve,
    ...(table === undefined ? {} : { routes: appRoutes(root, table) }),
    ...(checked.isPiece === true
      ? { routeProblems: problems.filter(({ code }) => code !== "route-incomplete") }
      : {
          routeProblems: problems,
          isMissing: resolver.isMissing,
          isThere: resolver.isThere,
        }),
    ...(checked.browserEntries === undefined ? {} : { browserEntries: checked.browserEntries }),
    rules,
    cache,
    development,
    ...address,
    ...(checked.pause === undefined ? {} : { pause: checked.pause }),
  });
  if (remembers) rememberAnalyses(files, settings, cache);
  return diagnostics.map((diagnostic) => ({
    diagnostic,
    source: cache.files.get(join(root, diagnostic.file))?.code ?? "",
  }));
}

type ReadText = (file: string) => string | Promise<string>;

const readInTurns: ReadText = (file) => readFile(file, "utf8");

/** Less work by far, for a process that has nothing else to do meanwhile. */
const readAtOnce: ReadText = (file) => readFileSync(file, "utf8");

async function readAll(
  root: string,
  sources: readonly string[],
  read: ReadText,
): Promise<AppFile[]> {
  const files = sources.map(async (path): Promise<AppFile[]> => {
    const file = join(root, path);
    const code = await readIfThere(file, read);
    return code === undefined ? [] : [{ file, code }];
  });
  return (await Promise.all(files)).flat();
}

async function readIfThere(file: string, read: ReadText): Promise<string | undefined> {
  try {
    return await read(file);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
