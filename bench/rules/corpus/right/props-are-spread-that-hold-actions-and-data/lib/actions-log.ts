export function note(id: string) {
  return `seen by ${id}`;
}
