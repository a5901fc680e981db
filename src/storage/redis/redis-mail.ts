import { createChannels } from "../channels.ts";
import { connectRedis, type RedisLink, type RedisLinkOptions } from "./connect-redis.ts";
import type { RedisClient } from "./redis-client.ts";

/** Messages over a connection of their own: what listens must not wait behind large answers. */
export interface RedisMail {
  readonly subscribe: (channel: string, listener: (message: string) => void) => () => void;
  /** Resolves once the server knows of everybody who listens here, or it is known that it does not. */
  readonly settled: () => Promise<void>;
  /** Connects where that failed before, and again where nothing comes through any more. */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How messages are heard. */
export interface RedisMailOptions extends Omit<RedisLinkOptions, "prepare"> {
  /** Sends a message, over the connection of commands. */
  readonly publish: (channel: string, message: string) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** Makes the listening side of a store; it connects when somebody listens. */
export function createRedisMail(options: RedisMailOptions): RedisMail {
  return new Mail(options);
}

/** Somebody who listens on a channel. */
interface Ear {
  count: number;
  /** One for all of the channel: the client knows a listener that it is given again. */
  readonly hear: (message: string) => void;
}

class Mail implements RedisMail {
  readonly #options: RedisMailOptions;
  readonly #channels = createChannels();
  readonly #ears = new Map<string, Ear>();
  readonly #beatChannel = `beat:${crypto.randomUUID()}`;
  #isBeatAwaited = false;
  #isClosed = false;
  #link: Promise<RedisLink> | undefined;
  #pending: Promise<unknown> = Promise.resolve();

  constructor(options: RedisMailOptions) {
    this.#options = options;
  }

  subscribe(channel: string, listener: (message: string) => void): () => void {
    const end = this.#channels.subscribe(channel, listener);
    let ear = this.#ears.get(channel);
    if (ear === undefined) {
      ear = { count: 0, hear: (message) => this.#channels.publish(channel, message) };
      this.#ears.set(channel, ear);
      const { hear } = ear;
      this.#inOrder((client) => client.subscribe(this.#nameOf(channel), hear));
    }
    ear.count += 1;
    return () => {
      end();
      this.#leave(channel, ear);
    };
  }

  async settled(): Promise<void> {
    await this.#pending;
  }

  async check(): Promise<void> {
    if (this.#ears.size === 0) return;
    const link = await this.#connect();
    // What was sent at the last check never came: the connection looks alive and is dead.
    if (this.#isBeatAwaited) link.renew();
    this.#isBeatAwaited = true;
    try {
      await this.#options.publish(this.#beatChannel, "");
    } catch (error) {
      this.#isBeatAwaited = false;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#channels.clear();
    this.#ears.clear();
    const link = await this.#link?.catch(() => undefined);
    await link?.close();
  }

  #leave(channel: string, ear: Ear): void {
    ear.count -= 1;
    if (ear.count > 0 || this.#ears.get(channel) !== ear) return;
    this.#ears.delete(channel);
    this.#inOrder((client) => client.unsubscribe(this.#nameOf(channel)));
  }

  /** One after the other: who listens, leaves and listens again must end up listening. */
  #inOrder(act: (client: RedisClient) => Promise<unknown>): void {
    const tell = async (): Promise<void> => {
      if (this.#isClosed) return;
      const link = await this.#connect();
      await link.use(act);
    };
    // What was asked just before the end may get no answer any more, and needs none.
    const fail = (error: unknown): void => {
      if (!this.#isClosed) this.#options.onError(error);
    };
    this.#pending = this.#pending.then(tell).catch(fail);
  }

  #connect(): Promise<RedisLink> {
    if (this.#link !== undefined) return this.#link;
    const prepare = async (client: RedisClient): Promise<void> => {
      await client.subscribe(this.#nameOf(this.#beatChannel), () => (this.#isBeatAwaited = false));
      for (const [channel, { hear }] of this.#ears)
        await client.subscribe(this.#nameOf(channel), hear);
      this.#isBeatAwaited = false;
    };
    const link = connectRedis({ ...this.#options, prepare });
    this.#link = link;
    // The next one who asks tries again.
    link.catch(() => (this.#link = undefined));
    return link;
  }

  #nameOf(channel: string): string {
    return this.#options.place.prefix + channel;
  }
}
