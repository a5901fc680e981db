/** Gives out names that a module does not use. */
export type FreshNames = (wish: string) => string;

/** Makes a source of names that occur nowhere in `code`, not even in its strings, and never come twice. */
export function freshNames(code: string): FreshNames {
  const given = new Set<string>();
  return (wish) => {
    let name = wish;
    for (let suffix = 2; given.has(name) || code.includes(name); suffix += 1)
      name = `${wish}_${suffix}`;
    given.add(name);
    return name;
  };
}
