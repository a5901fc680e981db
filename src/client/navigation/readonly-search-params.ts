/** `URLSearchParams` of the current page, which nothing can change: navigate to change the search. */
export class ReadonlySearchParams extends URLSearchParams {
  /** @deprecated Throws. */
  override append(): never {
    return refuse();
  }

  /** @deprecated Throws. */
  override delete(): never {
    return refuse();
  }

  /** @deprecated Throws. */
  override set(): never {
    return refuse();
  }

  /** @deprecated Throws. */
  override sort(): never {
    return refuse();
  }
}

function refuse(): never {
  throw new TypeError(
    "The search parameters of useSearchParams() cannot be changed: copy them with new URLSearchParams(search), change the copy, and navigate to it.",
  );
}
