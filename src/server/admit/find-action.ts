import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import {
  lookupOf,
  parseActionId,
  signatureOf,
  wireVersion,
  type Refusal,
} from "../../protocol/index.ts";
import type { ActionEntry, AppBuild } from "../../render/index.ts";

/**
 * Finds an action in the build's frozen list; nothing is imported.
 * @param id as the browser sent it, one value
 * @param build `<build id>.<wire version>` of the sender; undefined when it does not say
 */
export function findAction(
  id: string,
  build: string | undefined,
  app: AppBuild,
): Result<ActionEntry, Refusal> {
  const parsed = parseActionId(id);
  if (parsed === undefined)
    return err({ code: "MALFORMED", reason: `action id ${quoteForLog(id)}` });
  const dot = build?.lastIndexOf(".") ?? -1;
  if (build !== undefined && build.slice(dot + 1) !== wireVersion)
    return err({ code: "SKEW", reason: `build ${quoteForLog(build)} speaks another wire version` });
  const entry = app.actions.get(lookupOf(parsed));
  if (entry === undefined) return err(missing(id, build?.slice(0, dot), app.buildId));
  if (signatureOf(entry.id) === signatureOf(parsed)) return ok(entry);
  return err({
    code: "SKEW",
    reason: `${entry.file}#${entry.name} has another signature than ${quoteForLog(id)}`,
  });
}

function missing(id: string, buildId: string | undefined, ours: string): Refusal {
  const reason = `no action ${quoteForLog(id)}; the caller's build is ${quoteForLog(buildId)}, this one is ${quoteForLog(ours)}`;
  return { code: buildId === ours ? "NOT_FOUND" : "SKEW", reason };
}
