/**
 * What was worked out of one module, each once, for whoever asks again. It lives in the module's own tree and goes with it:
 * a `WeakMap` outside would keep every tree until the next full collection of garbage, which costs as much as the rules do.
 */
export class ModuleMemo {
  readonly #made = new Map<unknown, unknown>();

  /** Gives what `make` once made of `input`: one function makes one thing of a module. */
  once<I, T>(make: (input: I) => T, input: I): T {
    // Only what `make` returned is kept under it.
    const before = this.#made.get(make) as T | undefined;
    if (before !== undefined) return before;
    const made = make(input);
    this.#made.set(make, made);
    return made;
  }
}
