import { err, ok, type Result } from "../base/index.ts";
import type { ResolvedConfig } from "../config/index.ts";
import { isLoopback, loopbackOrigins } from "../server/index.ts";

/** Gives the origins that are the app's own: configured ones, or on loopback those of this machine. Never those of a request. */
export function ownOrigins(
  config: Pick<ResolvedConfig, "origins">,
  host: string,
  port: number,
): Result<readonly string[], string> {
  if (config.origins.length > 0) return ok(config.origins);
  if (isLoopback(host)) return ok(loopbackOrigins(port));
  return err(
    `With --host ${host} this server can be reached from other machines, so it must know its own origin. Add to edict.config.ts:\n` +
      `  origins: ["https://your-domain.example"],\n` +
      `or set EDICT_ORIGINS="https://your-domain.example".`,
  );
}
