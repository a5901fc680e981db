import { createRequestHandler, type StaticFile } from "../../server/index.ts";
import type { HostedBuild } from "../hosted-build.ts";
import { resolveHostOptions, type HostOptions } from "../resolve-host-options.ts";
import { answerWebRequest } from "./answer-web-request.ts";
import { openAsset, type AssetFetcher } from "./open-asset.ts";
import { peerOf } from "./peer-of.ts";

/** What Bun, Deno and Workers serve when it is the default export of a module. */
export interface FetchEntry {
  /**
   * @param host what the runtime says beside the request: Bun's server, Deno's connection, the bindings of a worker
   * @param context of a worker: what keeps it alive behind an answer
   */
  readonly fetch: (request: Request, host?: unknown, context?: unknown) => Promise<Response>;
}

/**
 * Makes of a build what Bun, Deno and Workers serve: `export default createFetchEntry(build)`.
 * @throws TypeError when an option is wrong or missing; the message names it
 */
export function createFetchEntry(build: HostedBuild, options: HostOptions = {}): FetchEntry {
  const { hosting } = build;
  const bindings: { assets?: AssetFetcher } = {};
  const onDisk = hosting.base !== undefined;
  const host = resolveHostOptions(
    build,
    onDisk ? options : { staticFiles: boundFiles(build, () => bindings.assets), ...options },
    process.env,
  );
  const { log } = host.options;
  const handler = createRequestHandler(host.source, host.options);
  return {
    fetch: (request, runtime, context) => {
      const assets = bindingOf(runtime);
      if (assets !== undefined) bindings.assets = assets;
      const keepAlive = keeperOf(context);
      return answerWebRequest(request, {
        handler,
        log,
        peer: peerOf(request, runtime),
        ...(keepAlive === undefined ? {} : { keepAlive }),
      });
    },
  };
}

/** The browser's files, where the host serves them through a binding. */
function boundFiles(
  { hosting }: HostedBuild,
  assets: () => AssetFetcher | undefined,
): ReadonlyMap<string, StaticFile> {
  return new Map(
    hosting.files.map(({ path, name, ...file }) => [
      path,
      { ...file, file: name, open: () => openAsset(name, assets()) },
    ]),
  );
}

function bindingOf(runtime: unknown): AssetFetcher | undefined {
  if (typeof runtime !== "object" || runtime === null || !("ASSETS" in runtime)) return undefined;
  const { ASSETS: assets } = runtime;
  const fetches = typeof assets === "object" && assets !== null && "fetch" in assets;
  return fetches ? (assets as AssetFetcher) : undefined; // a binding of the one kind that fetches
}

function keeperOf(context: unknown): ((done: Promise<void>) => void) | undefined {
  if (typeof context !== "object" || context === null || !("waitUntil" in context))
    return undefined;
  const worker = context as { waitUntil(done: Promise<unknown>): void }; // no other host gives a third argument
  return (done) => worker.waitUntil(done);
}
