/** The name of this process, e.g. `2`. */
export function instanceName(): string {
  return process.env.INSTANCE ?? "dev";
}
