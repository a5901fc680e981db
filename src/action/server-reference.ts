import { sealBound, unsealed } from "./seal.ts";

const serverReferenceTag = Symbol.for("react.server.reference");

/** The marks by which React tells a server reference: it writes `$$id` and `$$bound` in place of the function. */
export interface ServerReference {
  (...args: never[]): unknown;
  readonly $$typeof: symbol;
  /** The action's id. */
  readonly $$id: string;
  /** Arguments that go before those of the call; null for none. */
  readonly $$bound: readonly unknown[] | null;
}

/**
 * Marks `fn` as a server reference, in place.
 * @param readBound called at most once, when React serialises the reference or one bound from it
 */
export function defineReference<F extends (...args: never[]) => unknown>(
  fn: F,
  id: string,
  readBound: () => readonly unknown[] | null,
): F & ServerReference {
  let bound: readonly unknown[] | null | undefined;
  const marks: { [Mark in "$$typeof" | "$$id" | "$$bound"]: PropertyDescriptor } = {
    $$typeof: { value: serverReferenceTag },
    $$id: { value: id, configurable: true },
    $$bound: {
      get: () => {
        if (bound === undefined) bound = readBound();
        return bound;
      },
      configurable: true,
    },
  };
  Object.defineProperties(fn, {
    ...marks,
    bind: { value: bindReference, configurable: true },
    toString: { value: () => "async () => { [server code] }", configurable: true, writable: true },
  });
  return fn as F & ServerReference; // it has the three marks now
}

/** Returns the server reference that `value` is, or undefined. */
export function asServerReference(value: unknown): ServerReference | undefined {
  return typeof value === "function" && "$$typeof" in value && value.$$typeof === serverReferenceTag
    ? (value as unknown as ServerReference) // React's own test; only `defineReference` and React make such functions
    : undefined;
}

/** `Function.prototype.bind` that keeps a server reference one. */
function bindReference(this: ServerReference, self: unknown, ...args: never[]): ServerReference {
  const plain = args.map(unsealed);
  const bound = Function.prototype.bind.call(this, self, ...plain) as ServerReference; // marked below
  const write = sealBound(this.$$id, args);
  return defineReference(bound, this.$$id, () => {
    const before = this.$$bound ?? [];
    return [...before, ...write(before.length)];
  });
}
