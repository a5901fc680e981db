import type { OpenedFile } from "../../server/index.ts";

/** A binding of Workers that serves a folder of files. */
export interface AssetFetcher {
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Opens a file of the build through the binding that has the browser's files.
 * @throws Error where the worker has no such binding
 */
export async function openAsset(
  name: string,
  assets: AssetFetcher | undefined,
): Promise<OpenedFile | undefined> {
  if (assets === undefined)
    throw new Error(
      `The build has the file ${name}, and this worker has nothing to read it with: bind the folder .edict/build/client as ASSETS.`,
    );
  const path = name.split("/").map(encodeURIComponent).join("/");
  const response = await assets.fetch(new Request(`http://assets.local/${path}`));
  if (response.status === 404) return undefined;
  if (response.status !== 200)
    throw new Error(`The binding ASSETS answered ${response.status} for ${name}`);
  // No larger than what such a host takes for a file; ranges are few.
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    size: bytes.length,
    read: (first, last) => Promise.resolve(bytes.subarray(first, last + 1)),
    close: () => Promise.resolve(),
  };
}
