import "server-only";

export function lineOf(n: number) {
  return `line ${n}`;
}
