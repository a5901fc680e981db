import type { Revision } from "../cache-store.ts";
import type { TagVersion, VersionsNow } from "../tag-versions.ts";

/** Tags, each followed by its version as Redis writes it: `ended aged agedExpiresAt`. */
export type WrittenVersions = readonly string[];

/** What is known of a later moment of the versions. */
export interface VersionsUpdate {
  readonly revision: Revision;
  readonly floor: number;
  /** Of the tags that moved since the moment that is known, the one that moved longest ago first. */
  readonly versions: WrittenVersions;
}

/** A copy of the versions as they stood at one moment. */
export class VersionsReplica implements VersionsNow {
  readonly #tags = new Map<string, TagVersion>();
  readonly #now: () => number;
  revision: Revision = { epoch: "", count: 0 };
  floor = 0;

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now();
  }

  readonly versionOf = (tag: string): TagVersion | undefined => this.#tags.get(tag);

  /** Takes over a later moment: of another epoch all of it, of this one what moved since. */
  update({ revision, floor, versions }: VersionsUpdate): void {
    if (revision.epoch !== this.revision.epoch) this.#tags.clear();
    for (let at = 0; at + 1 < versions.length; at += 2) {
      const tag = versions[at] ?? "";
      this.#tags.delete(tag); // the one that moved last stands last
      this.#tags.set(tag, readVersion(versions[at + 1] ?? ""));
    }
    this.revision = revision;
    this.floor = floor;
    for (const [tag, { ended, aged }] of this.#tags) {
      if (Math.max(ended, aged) > floor) break;
      this.#tags.delete(tag);
    }
  }
}

function readVersion(text: string): TagVersion {
  const [ended = 0, aged = 0, agedExpiresAt = 0] = text.split(" ").map(Number);
  return { ended, aged, agedExpiresAt };
}
