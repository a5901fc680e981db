import { linkTabs } from "../navigation/other-tabs.ts";
import type { CallRouter, SentCall } from "../navigation/router.ts";
import { leaveTo } from "../navigation/target-url.ts";
import { announceRedirect, announceRevalidated } from "./spa-events.ts";

/** Where the actions of an app without pages of ours answer. */
export interface SpaTarget {
  /** Path the calls are posted to, e.g. `/_edict/actions`. */
  readonly endpoint: string;
  /** `<build id>.<wire version>`. */
  readonly build: string;
  /** How calls wait whose action says nothing of it. */
  readonly dispatch: "ordered" | "serial";
}

/** A document that is being left keeps its calls pending this long: what they show then is seen by nobody. */
const leavingTakesMs = 10_000;

/** Makes what a call needs of a router where the app owns its pages: changes are announced, redirects handed over. */
export function createSpaRouter({ endpoint, build }: Omit<SpaTarget, "dispatch">): CallRouter {
  const tellOtherTabs = linkTabs(announceRevalidated);
  return {
    endpoint,
    get url() {
      return location.pathname + location.search;
    },
    callSent: (): SentCall => ({ request: 0, build, keys: [] }),
    callAnswered: async (_sent, { outcome }, revalidated) => {
      if (revalidated) {
        announceRevalidated();
        tellOtherTabs();
      }
      if (outcome.kind === "redirected") await follow(outcome.location, outcome.replace);
    },
    callFailed: () => undefined,
  };
}

async function follow(target: string, replace: boolean): Promise<void> {
  const following = announceRedirect({ location: target, replace });
  if (following !== undefined) return following.catch(reportError); // the call itself succeeded
  leaveTo(target, replace ? "replace" : "push");
  await new Promise<void>((resolve) => setTimeout(resolve, leavingTakesMs));
}
