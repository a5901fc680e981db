import { err, hasCode, ok, type Result } from "../base/index.ts";
import type { ActionEntry, AppBuild } from "../render/index.ts";

/**
 * Loads, before the first request, the files of the actions of which only running them shows that they are some: an
 * export that is none keeps the server from starting, and the error says which. Of all others the build knows that they
 * are functions. A file that fails for another reason is reported, and fails again when one of its actions is called.
 */
export async function verifyActions(
  { actions }: Pick<AppBuild, "actions">,
  report: (line: string) => void,
): Promise<Result<undefined, string>> {
  for (const { file, load } of splitFiles(actions).unproven)
    try {
      await load();
    } catch (error) {
      // The bundle has a class of its own for this error; its code is the same.
      if (hasCode(error, "invalid-use-server-value")) return err(error.message);
      report(cannotLoad(file, error));
    }
  return ok(undefined);
}

/** How long the first visitors have the process to themselves. */
const patienceMs = 1_000;

/**
 * Loads the files of all other actions once the server has run for a second: the first call of one does not wait for
 * what it imports, and a file that fails is reported before somebody calls it. Gives what ends it.
 */
export function loadActionsLater(
  { actions }: Pick<AppBuild, "actions">,
  report: (line: string) => void,
): () => void {
  let isOver = false;
  const loadAll = async (): Promise<void> => {
    for (const { file, load } of splitFiles(actions).proven) {
      if (isOver) return;
      await load().catch((error: unknown) => report(cannotLoad(file, error)));
    }
  };
  const timer = setTimeout(() => void loadAll(), patienceMs).unref();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** One action of each file: to load one of them runs all of it. */
function splitFiles(
  actions: AppBuild["actions"],
): Readonly<Record<"unproven" | "proven", readonly ActionEntry[]>> {
  const files = new Map<string, ActionEntry>();
  for (const entry of actions.values())
    if (entry.unproven === true || !files.has(entry.file)) files.set(entry.file, entry);
  const entries = [...files.values()];
  return {
    unproven: entries.filter(({ unproven }) => unproven === true),
    proven: entries.filter(({ unproven }) => unproven !== true),
  };
}

function cannotLoad(file: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The actions of ${file} cannot be loaded: ${reason}`;
}
