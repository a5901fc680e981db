/** Writes a path for a command line that a person pastes: in quotes where a shell would read something into it. */
export function shellWord(path: string): string {
  return /^[\w@%+=:,./\\~-]+$/.test(path)
    ? path
    : `"${path.replaceAll(/["$`]/g, String.raw`\$&`)}"`;
}
