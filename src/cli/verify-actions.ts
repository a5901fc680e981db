import { err, ok, type Result } from "../base/index.ts";
import type { AppBuild } from "../render/index.ts";

/**
 * Loads the modules of all actions before the first request, so that an export of which only running the module shows
 * that it is no action keeps the server from starting; the error says which. A module that fails for another reason is
 * reported, and fails again when one of its actions is called.
 */
export async function verifyActions(
  { actions }: Pick<AppBuild, "actions">,
  report: (line: string) => void,
): Promise<Result<undefined, string>> {
  const failed = new Set<string>();
  for (const { file, load } of actions.values()) {
    if (failed.has(file)) continue;
    try {
      await load();
    } catch (error) {
      if (isInvalidExport(error)) return err(error.message);
      failed.add(file);
      report(`The actions of ${file} cannot be loaded: ${messageOf(error)}`);
    }
  }
  return ok(undefined);
}

/** The bundle has a class of its own for the error; its code is the same. */
function isInvalidExport(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "invalid-use-server-value";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
