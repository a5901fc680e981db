import { maybeStore } from "./current-store.ts";
import { judgeRead, type RouteReads } from "./route-reads.ts";

/** The parameters of a search, by name. */
export type SearchParams = Readonly<Record<string, string | readonly string[]>>;

/**
 * Gives a page its search parameters, as far as its route's settings let it have them.
 * @example <Page searchParams={searchToRead({ tab: "all" })} />
 */
export function searchToRead(params: SearchParams): PromiseLike<SearchParams> {
  const reads = maybeStore()?.route;
  switch (reads?.visitor) {
    case undefined:
    case "own":
      return Promise.resolve(params);
    case "nothing":
      return Promise.resolve({});
    case "refused":
    case "ahead":
      return new UnreadSearch(reads);
  }
}

/** Search parameters that must not be read. No `Promise`: of one, `await` does not say that it is read. */
export class UnreadSearch implements Promise<SearchParams> {
  readonly #reads: RouteReads;
  readonly [Symbol.toStringTag] = "UnreadSearch";

  constructor(reads: RouteReads) {
    this.#reads = reads;
  }

  // Proof that it has to be one: a page reads its search by awaiting it, and `await` and `use` tell nobody but `then`.
  // Without it a page that is made for everybody would not be known to have asked (`test/cache/nobody.test.ts`).
  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what must be noticed
  then<A = SearchParams, B = never>(
    onValue?: ((value: SearchParams) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#read().then(onValue, onError);
  }

  catch<B = never>(
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<SearchParams | B> {
    return this.#read().catch(onError);
  }

  finally(onEnd?: (() => void) | null): Promise<SearchParams> {
    return this.#read().finally(onEnd);
  }

  /** Rejects: neither of those who may not read it gets a value. */
  async #read(): Promise<SearchParams> {
    judgeRead(this.#reads, "searchParams");
    return {};
  }
}
