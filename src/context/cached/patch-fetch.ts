import { maybeStore } from "../current-store.ts";
import { fetchInRequest } from "./fetch-in-request.ts";

/** Marks a `fetch` that is ours already: the package may be loaded twice. */
const patched: unique symbol = Symbol.for("edict.fetch");

/** The web's `fetch`, or ours. */
type Fetch = typeof fetch & { [patched]?: true };

/** Gives `fetch` what `cache` and `next` mean while a request is answered; everywhere else it stays as it was. */
export function patchFetch(holder: { fetch: Fetch } = globalThis): void {
  const original = holder.fetch;
  if (original[patched] === true) return;
  const own: Fetch = (input, init) => {
    const store = maybeStore();
    return store === undefined
      ? original(input, init)
      : fetchInRequest({ input, init, original }, store);
  };
  own[patched] = true;
  holder.fetch = own;
}
