/** What a store answers: the one in memory at once, since every promise costs a call; others later. */
export type Answered<T> = T | Promise<T>;

/**
 * Keeps texts under keys for a time. One interface for every place: memory, a file that processes share, a server.
 *
 * Keys are 1 to 512 characters of printable ASCII; values any text without lone surrogates (whoever has bytes writes
 * them as text); times are whole milliseconds above 0. What has passed its time is gone for every operation. Each
 * operation is atomic, also between processes. Broken I/O throws or rejects; a key or time outside these bounds is
 * a RangeError.
 */
export interface Store {
  /** Returns the value of `key`; undefined where there is none. */
  readonly get: (key: string) => Answered<string | undefined>;
  readonly set: (key: string, value: string, ttlMs: number) => Answered<void>;
  /** Writes only where there is no value, and returns the one that is there instead. */
  readonly setIfAbsent: (key: string, value: string, ttlMs: number) => Answered<string | undefined>;
  /** Writes only where the value is still `next.expected`; tells whether it was. */
  readonly replace: (key: string, next: Replacement) => Answered<boolean>;
  /** Adds one to the whole number under `key`, 0 where there is none, and returns it. Its time begins with the first. */
  readonly increment: (key: string, ttlMs: number) => Answered<number>;
  readonly delete: (key: string) => Answered<void>;
  /**
   * Tells everyone who listens on `channel`, in this process and in all others; those who come later never hear of it.
   * Two messages may arrive in another order: in a cluster they take different ways.
   */
  readonly publish: (channel: string, message: string) => Answered<void>;
  /** Listens on a channel until the function that is returned is called. */
  readonly subscribe: (channel: string, listener: (message: string) => void) => () => void;
  /**
   * Set where nobody else sees the store and it ends with its process: what matters only while the process lives need not be
   * written into it. Such a store answers at once.
   */
  readonly isPrivate?: true;
  /** Ends listening and writes out what is under way. */
  readonly close: () => Answered<void>;
}

/** What takes the place of a value that nobody else changed. */
export interface Replacement {
  readonly expected: string;
  readonly value: string;
  readonly ttlMs: number;
}

/** Refuses a key that not every store could hold. */
export function checkKey(key: string): void {
  if (!/^[\x20-\x7e]{1,512}$/.test(key))
    throw new RangeError(
      `A key of a store has 1 to 512 characters of printable ASCII; this one has ${key.length} characters.`,
    );
}

/** Refuses a time that is none. */
export function checkTtl(ttlMs: number): void {
  if (!(Number.isSafeInteger(ttlMs) && ttlMs > 0))
    throw new RangeError(`A store keeps values for whole milliseconds above 0, not for ${ttlMs}.`);
}

/** What counting on from a value fails with that is no number. */
export function noNumber(key: string): TypeError {
  return new TypeError(`The value of ${key} is no number to count.`);
}
