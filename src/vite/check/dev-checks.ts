import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ErrorPayload } from "vite";
import { createAnalysisCache, type AnalysisCache } from "../../compiler/index.ts";
import { docsAddress } from "../../errors/index.ts";
import { listSourceFiles } from "../app-files.ts";
import type { DevApp } from "../dev-app.ts";
import { checkFiles, type FileFinding } from "./check-files.ts";
import { createImportResolver, type ImportResolver } from "./import-resolver.ts";
import { overlayFinding, printFindings } from "./print-findings.ts";

/** The check of an app in development. */
export interface DevChecks {
  /** Something changed: the app is checked as soon as it is quiet. */
  readonly soon: () => void;
}

/** The first page comes before the first check; saves that come together are checked together. */
const firstAfterMs = 1_000;
const quietMs = 150;
/** Longest time that the first check waits for pages: one may stream for ever. */
const patienceMs = 10_000;
/** Longest time that the check holds up requests. */
const turnMs = 8;

/** Checks an app on start and after each change: what is new goes to the terminal, the first error to the overlay until it is mended. */
export function startDevChecks(app: DevApp, log: (line: string) => void): DevChecks {
  const state: CheckState = {
    told: new Set(),
    isRunning: false,
    isStale: false,
    cache: createAnalysisCache(),
  };
  const latestFirst = performance.now() + patienceMs;
  const client = app.vite.environments["client"];
  // Whoever comes later sees what the others see.
  client?.hot.on("vite:client:connect", (_payload, browser) => {
    if (state.shown !== undefined) browser.send(state.shown);
  });
  const run = async (): Promise<void> => {
    if (state.isRunning) {
      state.isStale = true;
      return;
    }
    if (app.pagesUnderWay.size > 0 && performance.now() < latestFirst) return later(quietMs);
    state.isRunning = true;
    try {
      tell(app, state, await checkNow(app, state), log);
    } catch (error) {
      log(
        `The app could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    state.isRunning = false;
    if (state.isStale) later(quietMs);
    state.isStale = false;
  };
  const later = (afterMs: number): void => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => void run(), afterMs).unref();
  };
  later(firstAfterMs);
  return { soon: () => later(quietMs) };
}

interface CheckState {
  /** What stands in the terminal already. */
  told: ReadonlySet<string>;
  /** What the overlay shows. */
  shown?: ErrorPayload;
  isRunning: boolean;
  /** Something changed since the check that runs began. */
  isStale: boolean;
  timer?: NodeJS.Timeout;
  resolver?: ImportResolver;
  readonly cache: AnalysisCache;
}

async function checkNow(
  { root, routes, settings }: DevApp,
  state: CheckState,
): Promise<FileFinding[]> {
  state.resolver ??= await createImportResolver(root);
  state.resolver.forget();
  let turnBegan = performance.now();
  return checkFiles({
    root,
    sources: await listSourceFiles(root),
    table: routes.current.table,
    problems: routes.current.problems,
    docsUrl: settings.docsUrl,
    rules: settings.rules,
    development: true,
    cache: state.cache,
    resolver: state.resolver,
    pause: () => {
      if (performance.now() - turnBegan < turnMs) return undefined;
      return nextTurn().then(() => void (turnBegan = performance.now()));
    },
  });
}

function tell(
  app: DevApp,
  state: CheckState,
  findings: readonly FileFinding[],
  log: (line: string) => void,
): void {
  const keys = findings.map(keyOfText);
  const fresh = findings.filter((_, at) => !state.told.has(keys[at] ?? ""));
  state.told = new Set(keys);
  const { color, docsUrl } = app.settings;
  const told = fresh.map((finding) => forTerminal(finding, docsUrl));
  if (told.length > 0) log(printFindings(told, color).text);
  const error = findings.find(({ diagnostic }) => diagnostic.severity === "error");
  const before = state.shown;
  if (error === undefined) delete state.shown;
  else state.shown = overlayOf(app.root, error);
  const hot = app.vite.environments["client"]?.hot;
  if (state.shown !== undefined) {
    if (JSON.stringify(state.shown) !== JSON.stringify(before)) hot?.send(state.shown);
  } else if (before !== undefined)
    // An update takes the overlay away; nothing else of the page changes.
    hot?.send({ type: "update", updates: [] });
}

/** A finding is the same one while its line reads the same, wherever that has moved to. */
function keyOfText({ diagnostic: { code, file, line, message }, source }: FileFinding): string {
  return JSON.stringify([code, file, message, source.split(/\r\n|\n|\r/)[line - 1]?.trim()]);
}

function overlayOf(root: string, error: FileFinding): ErrorPayload {
  const shown = overlayFinding(error, join(root, error.diagnostic.file));
  return { type: "error", err: { ...shown, stack: "", plugin: "edict:check" } };
}

/** A terminal follows no path of the server: there the page is the file of the package. */
function forTerminal(
  { diagnostic, source }: FileFinding,
  docsUrl: string | undefined,
): FileFinding {
  return { diagnostic: { ...diagnostic, docs: docsAddress(diagnostic.code, { docsUrl }) }, source };
}
