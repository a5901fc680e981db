import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { err, ok, type Result } from "../base/index.ts";
import { noFolder, noRedis, type PlaceProblem, type SharedPlace } from "./open-store.ts";

/** What a look at a place showed. */
export interface ExaminedPlace {
  /** One sentence. */
  readonly message: string;
  /** What of its settings may lose what it acknowledged, a sentence each. */
  readonly risks: readonly string[];
}

/** Looks whether a place can be used, and changes nothing there. */
export async function examinePlace(
  place: SharedPlace,
  { root, connectMs }: { readonly root: string; readonly connectMs?: number },
): Promise<Result<ExaminedPlace, PlaceProblem>> {
  if (place.kind === "redis") {
    const { examineRedis } = await import("./redis/examine-redis.ts");
    try {
      return ok(await examineRedis({ place, ...(connectMs && { connectMs }) }));
    } catch (error) {
      return err(noRedis(error));
    }
  }
  const folder = resolve(root, place.folder);
  const found = await stat(folder).catch((error: unknown) => error);
  if (found instanceof Error) {
    const isMissing = "code" in found && found.code === "ENOENT";
    return isMissing
      ? ok({ message: `${folder} is made by the first start.`, risks: [] })
      : err(noFolder(folder, found));
  }
  return (found as Awaited<ReturnType<typeof stat>>).isDirectory() // no error, so what `stat` gives
    ? ok({ message: `${folder} is used.`, risks: [] })
    : err(noFolder(folder, new Error("it is a file")));
}
