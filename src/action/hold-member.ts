/**
 * Holds one member of an object, for an action that closes over `user.name`: of `user` itself nothing else is sealed, and
 * where there is no `user`, the action fails as it reads the name, not before and not never.
 * @example holdMember({ name: "a", age: 4 }, "name") // { name: "a" }
 * @example holdMember(undefined, "name") // undefined
 */
export function holdMember(owner: unknown, name: string): unknown {
  if (owner === undefined || owner === null) return owner;
  // Any other value has members, if only those of its prototype.
  const value = (owner as Readonly<Record<string, unknown>>)[name];
  return Object.defineProperty({}, name, { value, enumerable: true });
}
