import type { Diagnostic } from "../../errors/index.ts";
import type { RouteProblem } from "../../routing/index.ts";
import { appRules } from "../app-rules/app-rules.ts";
import { settleFindings, type FindingSettings } from "../check/settle-findings.ts";
import type { Finding } from "../check/finding.ts";
import { sourceFile } from "../parse/source-file.ts";
import { analyseFile, type AppFile, type FileAnalysis } from "./analyse-file.ts";
import { createAnalysisCache, type AnalysisCache } from "./analysis-cache.ts";
import { buildAppGraph, type AppGraph, type AppRoute } from "./app-graph.ts";
import { isEntryFile } from "./find-sides.ts";
import { isExcused, isGiven } from "./is-excused.ts";

/** An app to be checked as a whole. */
export interface AppInput extends FindingSettings {
  /** The app's folder, absolute. */
  readonly root: string;
  /** Every source file of the app. */
  readonly files: readonly AppFile[];
  /** Finds the file, absolute, that `specifier` means in `importer`; undefined for a package and for what is not there. */
  readonly resolve: (specifier: string, importer: string) => string | undefined;
  /** Tells whether an import means a file that is not there; without it nothing is said about that. */
  readonly isMissing?: (specifier: string, importer: string) => boolean;
  /** Tells whether a file of any kind by its path, or a package, is there; without it nothing is said about that. */
  readonly isThere?: (specifier: string, importer: string) => boolean;
  /** The pages and handlers; without them nothing is said about paths. */
  readonly routes?: readonly AppRoute[];
  /** What is wrong with the files of `app/` by their names. */
  readonly routeProblems?: readonly RouteProblem[];
  /** Files that a browser begins with, absolute, of an app that is rendered there alone: all it reaches runs there, but for actions. */
  readonly browserEntries?: readonly string[];
  /** Of the checks before: files whose text is the same are not read again. */
  readonly cache?: AnalysisCache;
  /** Awaited after each file, so that whoever shares the process gets a turn. */
  readonly pause?: (file: string) => Promise<void> | undefined;
}

/** Checks an app as a whole, without building it. Gives all diagnostics in the order of files and lines; never throws at the user's code. */
export async function checkApp(input: AppInput): Promise<Diagnostic[]> {
  const { files: known } = input.cache ?? createAnalysisCache();
  const files = new Map<string, FileAnalysis>();
  for (const each of input.files) {
    const before = known.get(each.file);
    const isSame = before?.code === each.code;
    const analysis = isSame ? before : analyseFile(each, input);
    // In the order given, whoever filled the cache: of several files it is the first that a finding names.
    files.set(each.file, analysis);
    known.set(each.file, analysis);
    const turn = isSame ? undefined : input.pause?.(each.file);
    if (turn !== undefined) await turn;
  }
  for (const file of known.keys()) if (!files.has(file)) known.delete(file);
  const graph = buildAppGraph(input, files);
  const found = new Map<string, Finding[]>();
  for (const rule of appRules)
    for (const { file, ...finding } of rule(graph)) {
      const list = found.get(file) ?? [];
      found.set(file, list);
      list.push(finding);
    }
  // A picture has no text, and an empty folder no file.
  const unread = [...found].filter(([file]) => !files.has(file));
  return [
    ...unread.flatMap(([file, list]) => settle({ file, found: list }, input)),
    ...input.files.flatMap(({ file }) => {
      const analysis = files.get(file);
      if (analysis === undefined) return [];
      const ofApp = found.get(file) ?? [];
      if (analysis.facts === undefined) {
        const syntaxErrors = isPart(graph, file, analysis) ? analysis.syntaxErrors : [];
        return [...syntaxErrors, ...settle({ file, analysis, found: ofApp }, input)];
      }
      const own = analysis.findings.filter(
        (finding) => isGiven(graph, file, finding) && !isExcused(graph, file, finding),
      );
      return settle({ file, analysis, found: [...firstWrites(own), ...ofApp] }, input);
    }),
  ];
}

/** Of the functions of other modules that an action writes through, the first is told. */
function firstWrites(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  return findings.filter(({ code, params, given }) => {
    if (given?.is !== "writer" || !("action" in params)) return true;
    const key = `${code} ${params.action}`;
    const isFirst = !told.has(key);
    told.add(key);
    return isFirst;
  });
}

/** Tells whether a file that does not parse is one of the app's: what is not may be of any language. */
function isPart(graph: AppGraph, file: string, { mayHoldDirective }: FileAnalysis): boolean {
  if (mayHoldDirective || graph.isReached(file)) return true;
  return !graph.sides.isBrowserOnly && isEntryFile(file.slice(graph.root.length + 1));
}

interface FileResult {
  readonly file: string;
  /** Undefined for what is no source file. */
  readonly analysis?: FileAnalysis;
  readonly found: readonly Finding[];
}

function settle({ file, analysis, found }: FileResult, input: AppInput): Diagnostic[] {
  if (found.length === 0) return [];
  const { code, ignores } = analysis ?? { code: "", ignores: new Map() };
  const source = sourceFile({ code, filename: file, root: input.root });
  return settleFindings(found, source, ignores, input);
}
