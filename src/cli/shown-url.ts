import { mountedPath, type Mount } from "../protocol/index.ts";

/** Writes where an app is found on a server that listens at `url`: with its `basePath`, where it has one. */
export function shownUrl(url: string, mount: Mount): string {
  return mount.basePath === "" ? url : url + mountedPath("/", mount);
}
