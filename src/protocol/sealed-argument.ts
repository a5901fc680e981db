/** How a bound argument travels that was given to `seal`: an object, since no text that someone types is one. */
export interface SealedArgument {
  /** `v1.<kid>.<base64url>`. */
  readonly [sealedArgumentKey]: string;
}

/** The one key of a sealed argument. */
export const sealedArgumentKey = "edict-sealed";

/** Returns what a sealed argument holds in place of its value, whatever that is; undefined for any other argument. */
export function readSealedArgument(argument: unknown): { readonly token: unknown } | undefined {
  return typeof argument === "object" &&
    argument !== null &&
    Object.hasOwn(argument, sealedArgumentKey)
    ? { token: Reflect.get(argument, sealedArgumentKey) }
    : undefined;
}
