/** Holds either a value, or the reason there is none. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Wraps `value` as a success. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** Wraps `error` as a failure. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
