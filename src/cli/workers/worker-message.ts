/** What a worker tells its supervisor, and the supervisor its worker, over the channel between the processes. */
export type WorkerMessage =
  /** Listens, e.g. on `http://localhost:3000`. */
  | { readonly edict: "ready"; readonly url: string }
  /** Its event loop turns. */
  | { readonly edict: "alive" }
  /** Take no more requests, finish those under way, and end. */
  | { readonly edict: "stop" };

/** Reads a message; undefined for those of others, such as the app's own. */
export function readWorkerMessage(message: unknown): WorkerMessage | undefined {
  if (typeof message !== "object" || message === null || !("edict" in message)) return undefined;
  if (message.edict === "alive" || message.edict === "stop") return { edict: message.edict };
  if (message.edict === "ready" && "url" in message && typeof message.url === "string")
    return { edict: "ready", url: message.url };
  return undefined;
}
