import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

export type Role = "member" | "keeper";

interface Person {
  readonly name: string;
  readonly role: Role;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Two made-up people; a real app asks its database. */
const people: readonly Person[] = [
  account("Wren", "member", "letters-please"),
  account("Osprey", "keeper", "keys-please"),
];

function account(name: string, role: Role, passphrase: string): Person {
  const salt = randomBytes(16);
  return { name, role, salt, hash: scryptSync(passphrase, salt, 32) };
}

/** Finds whom a name and a passphrase fit; takes as long for a name that nobody has. */
export function findPerson(
  name: string,
  passphrase: string,
): Omit<Person, "salt" | "hash"> | undefined {
  const known = people.find((person) => person.name === name);
  const { salt, hash } = known ?? { salt: Buffer.alloc(16), hash: Buffer.alloc(32) };
  const fits = timingSafeEqual(scryptSync(passphrase, salt, 32), hash);
  return known !== undefined && fits ? { name: known.name, role: known.role } : undefined;
}
