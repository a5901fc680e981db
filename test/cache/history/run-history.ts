import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { startRedis, type RedisServer } from "../../storage/start-redis.ts";
import { startTroubleProxy, type TroubleProxy } from "../../storage/trouble-proxy.ts";
import { HistoryChecker, type HistoryEvent, type HistoryFigures } from "./check-history.ts";
import { troubles } from "./make-trouble.ts";

/** How a history is made. */
export interface HistoryOptions {
  readonly seed: number;
  /** At least so many, of all processes together. */
  readonly operations: number;
  /** Of one round, of each process. Default: 500. */
  readonly operationsPerRound?: number;
  /** Of all operations, those that change the source and revalidate. Default: 0.12. */
  readonly writeShare?: number;
  /** Kinds of trouble. Default: all. */
  readonly kinds?: readonly string[];
  /** The built package. Default: this one. */
  readonly dist?: string;
  /** Ends as soon as something is wrong. */
  readonly endsAtFirst?: boolean;
}

/** What a history came to, and what happened in it. */
export interface RunFigures extends HistoryFigures {
  readonly operations: number;
  readonly rounds: number;
  /** How often each trouble was made. */
  readonly troubles: Readonly<Record<string, number>>;
  /** What failed for the processes, and was told to them. */
  readonly failures: number;
}

const workers = 3;
const roundMs = 500;

/** Several processes share a cache over one Redis, while trouble is made of it all; what they saw is judged. */
export async function runHistory(options: HistoryOptions): Promise<RunFigures> {
  const folder = await mkdtemp(join(tmpdir(), "edict-history-"));
  const redis = await startRedis(["--maxmemory-policy", "noeviction"]);
  const proxies = await Promise.all(
    Array.from({ length: workers }, () => startTroubleProxy(redis.port)),
  );
  const source = join(folder, "source");
  await writeFile(source, Buffer.alloc(8 * 64));
  const crew = new Crew(proxies, source, resolve(options.dist ?? "dist"));
  try {
    return await playRounds(options, { redis, proxies, crew, source });
  } finally {
    await crew.end();
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  readonly redis: RedisServer;
  readonly proxies: readonly TroubleProxy[];
  readonly crew: Crew;
  /** A file: eight bytes for each tag. */
  readonly source: string;
}

async function readSource(file: string): Promise<Map<number, number>> {
  const bytes = await readFile(file);
  return new Map(
    Array.from({ length: bytes.length / 8 }, (_, tag) => [tag, bytes.readDoubleBE(tag * 8)]),
  );
}

async function playRounds(options: HistoryOptions, stage: Stage): Promise<RunFigures> {
  const {
    seed,
    operations,
    operationsPerRound = 500,
    writeShare = 0.12,
    endsAtFirst = false,
  } = options;
  const { kinds = Object.keys(troubles) } = options;
  const { redis, proxies, crew, source } = stage;
  const checker = new HistoryChecker();
  const made: Record<string, number> = {};
  const total = { operations: 0, rounds: 0 };
  const random = randomOf(seed);
  await crew.fill();
  while (total.operations < operations) {
    const kind = kinds[total.rounds % kinds.length] ?? "calm";
    const trouble = troubles[kind];
    if (trouble === undefined) throw new Error(`there is no trouble ${kind}`);
    const round = {
      seed: Math.floor(random() * 2 ** 30),
      operations: operationsPerRound,
      durationMs: roundMs,
      writeShare,
    };
    const playing = crew.play(round);
    const signal = (worker: number, name: NodeJS.Signals): void => crew.signal(worker, name);
    await trouble({ redis, proxies, signal, random }, roundMs);
    const events = await playing;
    checker.addRound(events, await readSource(source));
    made[kind] = (made[kind] ?? 0) + 1;
    total.operations += events.length;
    total.rounds += 1;
    if (endsAtFirst && checker.figures().anomalies.length > 0) break;
    await crew.fill();
  }
  return { ...checker.figures(), ...total, troubles: made, failures: crew.failures };
}

interface Round {
  readonly seed: number;
  readonly operations: number;
  readonly durationMs: number;
  readonly writeShare: number;
}

/** What a worker sends. */
type WorkerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "round"; readonly events: HistoryEvent[]; readonly failures: number };

/** A process, and its end. */
interface Worker {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
}

/** The processes. */
class Crew {
  readonly #workers: (Worker | undefined)[];
  readonly #proxies: readonly TroubleProxy[];
  readonly #source: string;
  readonly #dist: string;
  failures = 0;

  constructor(proxies: readonly TroubleProxy[], source: string, dist: string) {
    this.#proxies = proxies;
    this.#source = source;
    this.#dist = dist;
    this.#workers = proxies.map(() => undefined);
  }

  /** Starts those that are missing. */
  async fill(): Promise<void> {
    await Promise.all(
      this.#workers.map(async (worker, number) => {
        if (worker !== undefined && isAlive(worker)) return;
        this.#workers[number] = await this.#start(number);
      }),
    );
  }

  /** Lets all play a round; what one saw that was killed is lost. */
  async play(round: Round): Promise<HistoryEvent[]> {
    const seen = await Promise.all(
      this.#workers.map(async (worker, number) => {
        if (worker === undefined) return [];
        worker.process.send({ ...round, seed: round.seed + number * 7_919 });
        const dead = worker.ended.then(() => undefined);
        const message = await Promise.race([nextMessage(worker.process), dead]);
        if (message?.kind !== "round") return [];
        this.failures += message.failures;
        return message.events;
      }),
    );
    return seen.flat();
  }

  signal(number: number, name: NodeJS.Signals): void {
    this.#workers[number]?.process.kill(name);
  }

  async end(): Promise<void> {
    await Promise.all(
      this.#workers.map(async (worker) => {
        if (worker === undefined || !isAlive(worker)) return;
        worker.process.kill("SIGKILL");
        await worker.ended;
      }),
    );
  }

  async #start(number: number): Promise<Worker> {
    const url = `redis://127.0.0.1:${this.#proxies[number]?.port ?? 0}?prefix=h:`;
    const worker = fork(
      resolve("test/cache/history/history-worker.mjs"),
      [this.#dist, url, this.#source, String(number), String(workers)],
      { serialization: "advanced", execArgv: [] },
    );
    const ended = once(worker, "exit");
    await nextMessage(worker);
    return { process: worker, ended };
  }
}

async function nextMessage(worker: ChildProcess): Promise<WorkerMessage> {
  // The cast names what the worker sends.
  const [message] = (await once(worker, "message")) as [WorkerMessage];
  return message;
}

function isAlive({ process: { exitCode, signalCode } }: Worker): boolean {
  return exitCode === null && signalCode === null;
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  const numbers = fc.sample(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    seed,
    numRuns: 4_096,
  });
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
}
