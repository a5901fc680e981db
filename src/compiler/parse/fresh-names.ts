/** Gives out names that a module does not use. */
export type FreshNames = (wish: string) => string;

const wordsWithMark = /[\w$\u0080-\uffff]*\$\$[\w$\u0080-\uffff]*/g;

/** Makes a source of names that occur nowhere in `code`, not even in its strings, and never come twice. */
export function freshNames(code: string): FreshNames {
  const given = new Set<string>();
  const suffixes = new Map<string, number>();
  // Nearly all wishes begin with `$$`, which most modules have nowhere: the text is searched once, not for each.
  const marked = code.includes("$$") ? new Set(code.match(wordsWithMark)) : new Set<string>();
  const isUsed = (name: string): boolean =>
    given.has(name) || (name.startsWith("$$") ? marked.has(name) : code.includes(name));
  return (wish) => {
    let suffix = suffixes.get(wish) ?? 1;
    let name = suffix === 1 ? wish : `${wish}_${suffix}`;
    for (; isUsed(name); name = `${wish}_${suffix}`) suffix += 1;
    suffixes.set(wish, suffix);
    given.add(name);
    return name;
  };
}
