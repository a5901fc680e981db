/** Goes on with a value that is here or will come: at once where it is here, since a promise more costs every call. */
export function andThen<T, R>(
  value: T | Promise<T>,
  step: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return value instanceof Promise ? value.then(step) : step(value);
}
