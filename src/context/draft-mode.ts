import { ofVisitor } from "./cached/of-visitor.ts";
import { jarOf } from "./cookies.ts";
import { currentStore } from "./current-store.ts";
import type { RequestStore } from "./request-store.ts";

/** Whether a visitor sees drafts: then nothing is read from the cache, and nothing kept. */
export interface DraftMode {
  readonly isEnabled: boolean;
  /**
   * Turns it on for this visitor, by a signed cookie of the session.
   * @throws UsageError `wrong-phase` while a page is rendered
   */
  readonly enable: () => void;
  readonly disable: () => void;
}

/** Name of the cookie of draft mode. */
export const draftCookie = "edict_draft";

/**
 * Gives the draft mode of the request's visitor.
 * @throws UsageError `outside-request` (as a rejection)
 * @example (await draftMode()).enable()
 */
export async function draftMode(): Promise<DraftMode> {
  const store = currentStore("draftMode()");
  // A cached function may ask: in draft mode what it returns is not kept.
  if (store.phase === "cache") return readOnly(store);
  const { cache, url } = store;
  return {
    get isEnabled() {
      return cache?.isDraft === true;
    },
    enable: () => {
      jarOf(store).set(draftCookie, cache?.writeDraftToken() ?? "", {
        httpOnly: true,
        sameSite: "lax",
        secure: url.protocol === "https:",
      });
      cache?.showDrafts(true);
    },
    disable: () => {
      jarOf(store).delete(draftCookie);
      cache?.showDrafts(false);
    },
  };
}

function readOnly({ cache }: RequestStore): DraftMode {
  const refuse = (): never => {
    throw ofVisitor("Changing draftMode()");
  };
  return { isEnabled: cache?.isDraft === true, enable: refuse, disable: refuse };
}
