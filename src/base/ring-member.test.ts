import { expect, test } from "vitest";
import { RingMember } from "./ring-member.ts";

class Named extends RingMember {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

function ringOf(...names: string[]): { readonly ends: Named; readonly members: Named[] } {
  const ends = new Named("ends");
  const members = names.map((name) => new Named(name));
  for (const member of members) ends.append(member);
  return { ends, members };
}

function namesOf(ends: Named): string[] {
  const names: string[] = [];
  for (let at = ends.next; at !== ends; at = at.next) names.push(at.name);
  return names;
}

test("keeps the order in which members came, and closes where one left", () => {
  const { ends, members } = ringOf("a", "b", "c");
  expect(namesOf(ends)).toEqual(["a", "b", "c"]);
  members[1]?.leave();
  expect(namesOf(ends)).toEqual(["a", "c"]);
  expect(ends.previous.name).toBe("c");
  members[0]?.leave();
  members[2]?.leave();
  expect(namesOf(ends)).toEqual([]);
});

test("whoever left refers to nobody, may leave again, and may come back", () => {
  const { ends, members } = ringOf("a", "b");
  const [a = ends] = members;
  a.leave();
  expect([a.next, a.previous]).toEqual([a, a]);
  a.leave();
  expect(namesOf(ends)).toEqual(["b"]);
  ends.append(a);
  expect(namesOf(ends)).toEqual(["b", "a"]);
});
