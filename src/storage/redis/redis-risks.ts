/** Says what of a server's settings lets it forget what it acknowledged; each continues a sentence that begins with its name. */
export function readRedisRisks(info: string): string[] {
  const of = (field: string): string =>
    new RegExp(`^${field}:(.*?)\\r?$`, "m").exec(info)?.[1] ?? "";
  const policy = of("maxmemory_policy");
  const evicts = Number(of("maxmemory")) > 0 && policy !== "noeviction" && policy !== "";
  return evicts
    ? [
        `forgets calls before their day is over when its memory is full (maxmemory-policy ${policy}): a repetition of one of them would run again. Set maxmemory-policy noeviction: then new calls are refused in place of it.`,
      ]
    : [];
}

/** The server's version, e.g. `7.2.4`; undefined where it does not say. */
export function readRedisVersion(info: string): string | undefined {
  return /^(?:redis|valkey)_version:([\d.]+)/m.exec(info)?.[1];
}
