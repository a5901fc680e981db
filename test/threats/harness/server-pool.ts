import { profiles, type ProfileName } from "./profiles.ts";
import { startThreatServer, type ThreatServer } from "./threat-server.ts";
import type { BuiltThreatApp } from "./threat-app.ts";

/** The servers of one run, each started when it is first asked for. */
export interface ServerPool {
  /** Gives the server of a profile; a new one where the last did not survive. */
  readonly get: (name: ProfileName) => Promise<ThreatServer>;
  readonly stop: () => Promise<void>;
}

/** Makes the servers of a build of the threat app. */
export function createServerPool(built: BuiltThreatApp): ServerPool {
  const started = new Map<ProfileName, Promise<ThreatServer>>();
  const start = (name: ProfileName): Promise<ThreatServer> => {
    const starting = startThreatServer(built, profiles[name]);
    started.set(name, starting);
    return starting;
  };
  return {
    get: async (name) => {
      const server = await (started.get(name) ?? start(name));
      if (server.ended() === undefined) return server;
      await server.stop();
      return start(name);
    },
    stop: async () => {
      const ends = await Promise.allSettled(started.values());
      for (const end of ends) if (end.status === "fulfilled") await end.value.stop();
    },
  };
}
