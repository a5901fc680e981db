import { requestOptions, type RequestOptions } from "./request-options.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

/** What of a configuration a build brings along for a server that cannot read it; plain data, without a secret. */
export interface HostingFacts {
  readonly settings: RequestOptions & Pick<ResolvedConfig, "origins">;
  /** Where calls are kept, e.g. `lmdb:./.edict/store`, or `redis` without its address; undefined for the memory of the process. */
  readonly storage: string | undefined;
}

/** Gives what of a configuration a build brings along for a server that cannot read it. */
export function hostingFacts(config: ResolvedConfig): HostingFacts {
  return {
    settings: { ...requestOptions(config), origins: config.origins },
    storage: storageOf(config.storage),
  };
}

/** Writes a place as the configuration names it; the address of a server may hold its password, which no build does. */
function storageOf(place: ResolvedConfig["storage"]): string | undefined {
  if (place === undefined || place.kind === "memory") return undefined;
  return place.kind === "lmdb" ? `lmdb:${place.folder}` : place.kind;
}
