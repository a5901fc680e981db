import { randomUUID } from "node:crypto";
import type { RedisLink, RedisMail, RedisScript } from "../../storage/redis/index.ts";
import { runScript } from "../../storage/redis/index.ts";
import type { Bump } from "../cache-store.ts";
import { forgetScript, moveScript, syncScript } from "./cache-scripts.ts";
import { Confirmation, type MoveMark } from "./confirmation.ts";
import {
  readHeard,
  readMessage,
  readMoved,
  readSynced,
  writeHeard,
  type MovedAnswer,
} from "./read-answers.ts";
import type { VersionsReplica } from "./versions-replica.ts";

/** How versions are shared. */
export interface AgreedVersionsOptions {
  readonly link: RedisLink;
  readonly mail: RedisMail;
  readonly publish: (channel: string, message: string) => Promise<unknown>;
  /** In front of every key. */
  readonly prefix: string;
  readonly replica: VersionsReplica;
  /** How long what is near may be served without word from Redis; the same for all who share. */
  readonly leaseMs: number;
  readonly maxTags: number;
  readonly onError: (error: unknown) => void;
}

/** Tags of one move: a script holds the server up for all others. */
const tagsAtOnce = 1_000;
/** A clock may go this much slower than another, and what it says of a lease still holds. */
const leaseMargin = 0.1;
/** The last moment that a date can be. */
const latestTime = 8.64e15;

/**
 * Keeps a copy of the versions that lie in Redis, and says when it can be believed.
 *
 * It can be believed while this process holds a lease: Redis knows then that it is there, and whoever moves a tag waits for its word
 * that it has heard of it, or until its lease has run out. A lease begins with a look at all that moved, so that there is
 * no moment of which it does not know. Without a lease, every use looks first.
 */
export class AgreedVersions {
  readonly #options: AgreedVersionsOptions;
  readonly #id = randomUUID();
  readonly #keys: readonly string[];
  readonly #waiting = new Set<Confirmation>();
  #heardFrom = new Map<string, MoveMark>();
  #leasedUntil = 0;
  #leases = 0;
  /** When the epoch was first seen here. */
  #epochSince = 0;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #leave: (() => void)[] = [];
  #isClosed = false;

  constructor(options: AgreedVersionsOptions) {
    this.#options = options;
    const name = `${options.prefix}{versions}`;
    this.#keys = [`${name}:state`, `${name}:tags`, `${name}:order`];
  }

  /** Begins to listen and to hold leases. */
  async open(): Promise<void> {
    const { mail, leaseMs } = this.#options;
    this.#leave = [
      // What it cannot take in now it learns of at its next look; nobody is told that it has heard.
      mail.subscribe("moves", (message) => void this.#hear(message).catch(() => undefined)),
      mail.subscribe(`heard:${this.#id}`, (message) => this.#confirm(message)),
    ];
    await mail.settled();
    await this.sync();
    // A lease that cannot be renewed is told by whoever watches Redis.
    const renew = (): void => void this.sync().catch(() => undefined);
    this.#timer = setInterval(renew, leaseMs / 3);
    this.#timer.unref();
  }

  /** Whether the copy is as good as the original now. */
  isCurrent(): boolean {
    return performance.now() < this.#leasedUntil;
  }

  /** Looks at what moved; of a moment after it was called. */
  sync(): Promise<void> {
    if (this.#next !== undefined) return this.#next;
    if (this.#running === undefined) return this.#begin();
    // The one that is under way may have looked before this was asked.
    this.#next = this.#running.catch(() => undefined).then(() => this.#begin());
    return this.#next;
  }

  /** Moves tags; resolves when nobody serves any more what that has ended. */
  async move(tags: readonly string[], bump: Bump): Promise<void> {
    let moved: MovedAnswer | undefined;
    for (let at = 0; at < tags.length; at += tagsAtOnce)
      moved = await this.#moveSome(tags.slice(at, at + tagsAtOnce), bump);
    if (moved === undefined) return;
    const movedAt = performance.now();
    await Promise.all([this.#catchUp(moved), this.#untilHeard(moved, movedAt)]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#leasedUntil = 0;
    await this.#running?.catch(() => undefined);
    for (const leave of this.#leave) leave();
    for (const confirmation of this.#waiting) confirmation.end();
    await this.#run(forgetScript, [this.#id, String(this.#leases)]).catch(() => undefined);
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    const running = this.#look();
    this.#running = running;
    const end = (): void => {
      if (this.#running === running) this.#running = undefined;
    };
    running.then(end, end);
    return running;
  }

  async #look(): Promise<void> {
    const { replica, leaseMs } = this.#options;
    const askedAt = performance.now();
    const { epoch, count } = replica.revision;
    const isSettled = epoch !== "" && askedAt - this.#epochSince >= leaseMs;
    this.#leases += 1;
    const lease = this.#leases;
    const answer = await this.#run(syncScript, [
      randomUUID(),
      epoch,
      String(count),
      this.#id,
      String(lease),
      isSettled ? epoch : "",
    ]);
    const update = readSynced(answer);
    const known = replica.revision;
    if (update.revision.epoch !== epoch) this.#epochSince = performance.now();
    // Messages may have brought more meanwhile than this answer tells of.
    if (update.revision.epoch !== epoch || update.revision.count > known.count)
      replica.update(update);
    if (!this.#isClosed) this.#leasedUntil = askedAt + leaseMs * (1 - leaseMargin);
  }

  /** Takes in that tags moved, and says so to whoever waits for it. */
  async #hear(message: string): Promise<void> {
    const { replica, publish } = this.#options;
    const read = readMessage(message);
    if (read === undefined) return this.sync(); // not ours: but something may have been said
    const { mover, ...update } = read;
    const { epoch, count } = update.revision;
    const known = replica.revision;
    if (epoch === known.epoch && count === known.count + 1) replica.update(update);
    // Something was missed, or this is of another life of the versions: an older one, or the next.
    else if (epoch !== known.epoch || count > known.count) await this.sync();
    if (mover !== this.#id) await publish(`heard:${mover}`, writeHeard(this.#id, { epoch, count }));
  }

  async #moveSome(tags: readonly string[], bump: Bump): Promise<MovedAnswer> {
    const { prefix, maxTags, replica } = this.#options;
    const expiresAt =
      bump.kind === "in-time"
        ? String(Math.trunc(Math.min(Math.max(bump.expiresAt, 0), latestTime)))
        : "";
    const given = [
      randomUUID(),
      String(replica.now),
      expiresAt,
      String(maxTags),
      `${prefix}moves`,
      this.#id,
    ];
    return readMoved(await this.#run(moveScript, [...given, ...tags]));
  }

  /** Without a later look what is near here may be what has just been ended. */
  async #catchUp({ epoch, count }: MoveMark): Promise<void> {
    const known = this.#options.replica.revision;
    if (known.epoch === epoch && known.count >= count) return;
    try {
      await this.sync();
    } catch {
      this.#leasedUntil = 0;
    }
  }

  /** Waits until all others have heard of a move, or their leases have run out. */
  async #untilHeard(moved: MovedAnswer, movedAt: number): Promise<void> {
    const { leaseMs, onError, replica } = this.#options;
    const others = new Map(moved.leases);
    others.delete(this.#id);
    // In an epoch that began a moment ago leases of before may still hold, and nobody knows whose.
    const since = replica.revision.epoch === moved.epoch ? this.#epochSince : movedAt;
    const unknownUntil = moved.isSettled ? movedAt : since + leaseMs;
    const confirmation = new Confirmation(moved, others.keys());
    this.#waiting.add(confirmation);
    for (const [instance, mark] of this.#heardFrom) confirmation.hear(instance, mark);
    await confirmation.within(leaseMs);
    this.#waiting.delete(confirmation);
    if (!this.#isClosed) await sleep(unknownUntil - performance.now());
    const silent = [...confirmation.pending].flatMap((id) => [id, others.get(id) ?? ""]);
    if (silent.length > 0) await this.#run(forgetScript, silent).catch(onError);
    this.#heardFrom = new Map([...this.#heardFrom].filter(([id]) => others.has(id)));
  }

  #confirm(message: string): void {
    const heard = readHeard(message);
    if (heard === undefined) return;
    const { instance, ...mark } = heard;
    const before = this.#heardFrom.get(instance);
    if (before?.epoch !== mark.epoch || before.count < mark.count)
      this.#heardFrom.set(instance, mark);
    for (const confirmation of this.#waiting) confirmation.hear(instance, mark);
  }

  #run(script: RedisScript, given: string[]): Promise<unknown> {
    const keys = [...this.#keys];
    return this.#options.link.use((client) =>
      runScript(client, script, { keys, arguments: given }),
    );
  }
}

function sleep(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms));
}
