import type { CallAction, PostForm } from "./calling.ts";
import { makeCaller } from "./make-caller.ts";
import type { MadeRequest } from "./make-request.ts";
import type { VisitorOptions } from "./visitor-options.ts";

/** A visitor of an app that is not there: keeps cookies as a browser does, and has a cache of its own. */
export interface Visitor {
  /** Calls an action with these arguments, as code in the browser does; resolves however it ends. */
  readonly call: CallAction<MadeRequest>;
  /** Posts a form to an action; one for `useActionState` is told the state that it had. */
  readonly post: PostForm<MadeRequest>;
  /** Runs `fn` as the render of a page would, e.g. to see what a cached function gives now. */
  readonly read: <T>(fn: () => T | PromiseLike<T>, request?: MadeRequest) => Promise<T>;
  /** The cookies that the visitor has by now. */
  readonly cookies: ReadonlyMap<string, string>;
}

/**
 * Opens a visitor of an app, for tests of its actions without a build or a server.
 * @throws TypeError for an option that is wrong
 * @example const ann = openVisitor({ cookies: { session: "…" } }); const result = await ann.call(addNote, ["Milk"]);
 */
export function openVisitor(options: VisitorOptions = {}): Visitor {
  return makeCaller(options);
}
