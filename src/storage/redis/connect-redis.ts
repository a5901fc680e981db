import { createRedisClient, isOffline, type RedisClient } from "./redis-client.ts";
import { describeRedisPlace, type RedisPlace } from "./redis-place.ts";

/** A connection that is made again whenever it breaks or hangs. */
export interface RedisLink {
  /**
   * Does something with the server, once: what broke off is never sent again by itself.
   * @throws Error that names the server, where it is away or gave no answer in time; then nobody knows whether it was done
   */
  readonly use: <T>(act: (client: RedisClient) => Promise<T>) => Promise<T>;
  /** Gives up the connection that is there and makes another. */
  readonly renew: () => void;
  /** Ends for good, once what is under way was answered. */
  readonly close: () => Promise<void>;
}

/** How a connection is made. */
export interface RedisLinkOptions {
  readonly place: RedisPlace;
  /** How long anything may take. Default: 2 s. */
  readonly timeoutMs?: number;
  /** How long the first connecting may take. Default: 5 s. */
  readonly connectMs?: number;
  /** Prepares each connection before it is used, e.g. listens again. */
  readonly prepare?: (client: RedisClient) => Promise<void>;
}

/**
 * Connects to a Redis.
 * @throws Error with the last thing that went wrong, where that takes too long
 */
export async function connectRedis(options: RedisLinkOptions): Promise<RedisLink> {
  const link = new Link({
    timeoutMs: 2_000,
    connectMs: 5_000,
    prepare: async () => undefined,
    ...options,
  });
  await link.connect();
  return link;
}

/** What is left to a new connection before another may take its place. */
const renewAtMostEveryMs = 2_000;

class Link implements RedisLink {
  readonly #options: Required<RedisLinkOptions>;
  readonly #name: string;
  #client: RedisClient;
  #lastError: unknown = undefined;
  #renewedAt = performance.now();
  #isClosed = false;

  constructor(options: Required<RedisLinkOptions>) {
    this.#options = options;
    this.#name = describeRedisPlace(options.place);
    this.#client = this.#create();
  }

  async connect(): Promise<void> {
    const { connectMs } = this.#options;
    try {
      await within(connectMs, this.#start(this.#client));
    } catch (error) {
      this.#isClosed = true;
      discard(this.#client);
      const cause = error instanceof PassedDeadline ? (this.#lastError ?? error) : error;
      throw new Error(`${this.#name} does not answer: ${reasonOf(cause)}`, { cause });
    }
  }

  async use<T>(act: (client: RedisClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    try {
      return await within(this.#options.timeoutMs, act(client));
    } catch (error) {
      if (error instanceof PassedDeadline) this.#renewHung(client);
      const isAway = isOffline(error);
      const cause = isAway ? (this.#lastError ?? error) : error;
      throw new Error(`${this.#name}: ${isAway ? "it is away: " : ""}${reasonOf(cause)}`, {
        cause,
      });
    }
  }

  renew(): void {
    if (this.#isClosed) return;
    const old = this.#client;
    this.#renewedAt = performance.now();
    this.#client = this.#create();
    discard(old);
    // It goes on trying by itself, and every use says what keeps it.
    this.#start(this.#client).catch((error: unknown) => (this.#lastError = error));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // A server that is away answers nothing any more.
    await within(this.#options.timeoutMs, this.#client.close()).catch(() => discard(this.#client));
  }

  /** Without an answer in time the connection may be dead without knowing: writing alone never tells. */
  #renewHung(client: RedisClient): void {
    if (client !== this.#client) return;
    if (performance.now() - this.#renewedAt >= renewAtMostEveryMs) this.renew();
  }

  #create(): RedisClient {
    const client = createRedisClient(this.#options.place);
    client.on("error", (error) => (this.#lastError = error));
    return client;
  }

  async #start(client: RedisClient): Promise<void> {
    await client.connect();
    await this.#options.prepare(client);
  }
}

function discard(client: RedisClient): void {
  // One that was never connected says so by throwing, some kinds by rejecting.
  const ignore = (): undefined => undefined;
  Promise.resolve()
    .then(() => client.destroy())
    .catch(ignore);
}

class PassedDeadline extends Error {}

async function within<T>(timeoutMs: number, doing: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const pass = (): void => reject(new PassedDeadline(`no answer within ${timeoutMs} ms`));
    // Where this process stood still the answer may be here: it is read before the deadline counts.
    timer = setTimeout(() => setImmediate(pass), timeoutMs);
  });
  try {
    return await Promise.race([doing, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says what an error came from: a refused connection hides in an error without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message || error.name : String(error);
}
