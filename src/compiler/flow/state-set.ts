/** The states in which one place was reached. Most places are reached in one: a set is made for the second. */
export interface StateSet {
  readonly first: number;
  /** With the first; undefined while that is the only one. */
  values?: Set<number>;
  /** All that came after the set was full. */
  united?: number;
}

/** States that are told apart at one place. */
const stateLimit = 64;

/** Adds `state`, united with others where the set is full. Gives the state to go on with, and whether it is new here. */
export function noteState(
  set: StateSet,
  state: number,
  unite: (one: number, other: number) => number = allBits,
): { readonly state: number; readonly isNew: boolean } {
  if (state === set.first) return { state, isNew: false };
  const values = (set.values ??= new Set([set.first]));
  if (values.has(state)) return { state, isNew: false };
  if (values.size < stateLimit) {
    values.add(state);
    return { state, isNew: true };
  }
  const united = set.united === undefined ? state : unite(set.united, state);
  // A `unite` that only ever gathers bits settles within 32 more; any other is cut off.
  const isNew = !values.has(united) && values.size < 2 * stateLimit;
  if (isNew) values.add(united);
  set.united = united;
  return { state: united, isNew };
}

const allBits = (one: number, other: number): number => one | other;
