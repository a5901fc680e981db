import { currentStore, maybeStore } from "../context/index.ts";
import { parseActionId, sealedArgumentKey, type SealedArgument } from "../protocol/index.ts";

/** Tells what `seal` made, also where the package was loaded twice. */
const sealedTag = Symbol.for("edict.sealed");

/** A value that is to be sealed once the action, and the place among its arguments, are known. */
interface Sealed {
  readonly [sealedTag]: unknown;
  readonly toJSON: () => never;
  readonly [Symbol.toPrimitive]: () => never;
}

/**
 * Hides a bound argument from the browser: `<form action={remove.bind(null, seal(post.id))}>`. The action gets the
 * plain value. The browser holds a token that opens for this action and this argument only; the action says with
 * `configure({ sealed: 1 }, …)` that it takes nothing else there. It stands for a whole argument of `bind` of an
 * action: anything else that sends it is a TypeError. Who holds the page can send the token again: authorise inside.
 */
export function seal<T>(value: T): T;
// It has the type of its value because it becomes that value where it is taken for one: `bind` of an action unwraps it,
// and whatever else looks at it, by conversion, as JSON or as an argument of a call, throws.
export function seal(value: unknown): unknown {
  const misplaced = (): never => {
    throw new TypeError(
      "seal() stands for a whole argument of an action's bind: action.bind(null, seal(value))",
    );
  };
  const sealed: Sealed = {
    [sealedTag]: value,
    // React and JSON ask for this, every conversion to text or to a number for that.
    toJSON: misplaced,
    [Symbol.toPrimitive]: misplaced,
  };
  return Object.freeze(sealed);
}

/** Returns what an argument of `bind` is on the server: the value, also where it is to be sealed. */
export function unsealed<T>(argument: T): T {
  return isSealed(argument) ? (argument[sealedTag] as T) : argument; // what `seal` was given as `T`
}

/**
 * Returns how arguments are written that are bound to the action `id`: whatever is to be sealed as its token.
 * Sealed when the result is called, for the request in which it was bound, else for the current one.
 */
export function sealBound(
  id: string,
  args: readonly unknown[],
): (firstSlot: number) => readonly unknown[] {
  if (!args.some(isSealed)) return () => args;
  const home = maybeStore();
  return (firstSlot) => {
    const { sealer } = home ?? currentStore("A sealed argument");
    const action = parseActionId(id);
    if (action === undefined) throw new TypeError(`${id} is not an action id`);
    return args.map((argument, index): unknown => {
      if (!isSealed(argument)) return argument;
      const token = sealer.seal(action, firstSlot + index, [argument[sealedTag]], "bound");
      return { [sealedArgumentKey]: token } satisfies SealedArgument;
    });
  };
}

function isSealed(value: unknown): value is Sealed {
  return typeof value === "object" && value !== null && Object.hasOwn(value, sealedTag);
}
