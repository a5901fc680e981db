import { err, ok, type Result } from "../base/index.ts";
import type { AppBuild } from "../render/index.ts";
import { loadProxy } from "../server/index.ts";

/** Loads the app's proxy before the first request: where it guards, a server that cannot run it must not start. */
export async function verifyProxy({
  proxy,
}: Pick<AppBuild, "proxy">): Promise<Result<undefined, string>> {
  if (proxy === undefined) return ok(undefined);
  try {
    await loadProxy(proxy);
    return ok(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err(`The app's proxy cannot be run: ${reason}`);
  }
}
