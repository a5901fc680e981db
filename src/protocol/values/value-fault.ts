/** Why values could not be written or read. */
export interface ValueFault {
  /** Where, e.g. `user.roles[0]`; empty when it is no one place. */
  readonly path: string;
  /** What stands there, as a noun, e.g. `an instance of Session`. */
  readonly what: string;
}

/** Ends a walk from any depth; never leaves the room. */
export class ValueFaultError extends Error {
  readonly fault: ValueFault;

  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
    this.fault = { path, what };
  }
}

/** Writes the path of a property: `user` and `name` make `user.name`, odd keys are quoted. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]*$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
