import { UsageError } from "../context/index.ts";
import { asServerReference, defineReference } from "./server-reference.ts";

type AnyFunction = (...args: never[]) => unknown;

/**
 * Registers a function as the action `id`, so that React sends its id in its place, and returns it. A function
 * that has an id already keeps it, and a second function that calls it is returned.
 * @param name where it stands, for the error, e.g. `createPost in app/actions.ts`
 * @param page address of the page about the error
 * @throws UsageError `invalid-use-server-value` when `value` cannot be an action
 */
export function registerAction<T>(
  value: T,
  id: string,
  name = "one of its exports",
  page?: string,
): T {
  const fault = faultOf(value);
  if (fault !== undefined)
    throw new UsageError(
      "invalid-use-server-value",
      `A "use server" file may export async functions only, but ${name} is ${fault}. ` +
        "Make it an async function, or move it to a file without the directive." +
        (page === undefined ? "" : ` See ${page}`),
    );
  const fn = value as T & AnyFunction; // `faultOf` lets nothing else through
  const present = asServerReference(fn);
  if (present?.$$id === id) return value;
  if (present === undefined && Object.isExtensible(fn)) return defineReference(fn, id, () => null);
  const alias: AnyFunction = async (...args) => fn(...args);
  return defineReference(alias, id, () => null) as AnyFunction as T & AnyFunction; // takes and gives what `fn` does
}

/** Says what a value is that cannot be an action. Whether a plain function returns a promise shows only when it is called. */
function faultOf(value: unknown): string | undefined {
  if (typeof value !== "function") return kindOf(value);
  if ("$$typeof" in value && value.$$typeof === Symbol.for("react.client.reference"))
    return 'an export of a "use client" file';
  if (Object.prototype.toString.call(value) === "[object GeneratorFunction]")
    return "a generator function";
  return /^class\b/.test(Function.prototype.toString.call(value)) ? "a class" : undefined;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
