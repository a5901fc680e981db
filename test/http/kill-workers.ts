import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { open } from "lmdb";
import { callOf } from "./calls.ts";
import { idOf } from "./fake-app.ts";

/** Longest time between a worker's first answer and its death. */
const maxLifeMs = 80;
/** Calls that are sent at once. */
const callers = 4;
/** Batches that one worker gets at most: what ends it earlier is its death. */
const maxBatches = 200;

/** What came of killing workers. */
export interface KillFigures {
  readonly kills: number;
  readonly calls: number;
  /** Calls that were answered with 200. */
  readonly acknowledged: number;
  /** Calls that a death cut off, and that were sent again under the same id; each time counts. */
  readonly repeated: number;
  /** Of these, how many had begun before the death and were told so in place of running again. */
  readonly inDoubt: number;
}

/**
 * Kills worker after worker while they are called, each at a moment that `seed` draws, and sends again what was cut off.
 * They keep their calls in `storage`, as `EDICT_STORAGE` writes it.
 * @throws Error where a call ran twice, where an acknowledged one is not in the ledger, or where an answer is none of those
 *   that a repetition may get
 */
export async function killWorkers(
  seed: number,
  kills: number,
  storage = "lmdb:calls",
): Promise<KillFigures> {
  const folder = await mkdtemp(join(tmpdir(), "edict-ledger-"));
  try {
    const history = new CallHistory();
    const lives = fc.sample(fc.integer({ min: 0, max: maxLifeMs }), { seed, numRuns: kills });
    for (const lifeMs of lives) await serveUntilKilled({ folder, storage }, history, lifeMs);
    // Nothing is left without an answer: one more worker, which is killed when it has given them.
    await serveUntilKilled({ folder, storage }, history, undefined);
    history.judge(await readLedger(folder));
    return { kills, ...history.figures() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was sent to all workers, and what came of it. */
class CallHistory {
  readonly #sent = new Set<string>();
  readonly #acknowledged = new Set<string>();
  readonly #wrong: string[] = [];
  #cutOff: string[] = [];
  #repeated = 0;
  #inDoubt = 0;

  /** Takes the calls that were cut off, to be sent again. */
  takeCutOff(): readonly string[] {
    const ids = this.#cutOff;
    this.#cutOff = [];
    this.#repeated += ids.length;
    return ids;
  }

  async send(port: number, id: string): Promise<void> {
    this.#sent.add(id);
    const answer = await callWorker(port, id);
    if (answer === undefined) this.#cutOff.push(id);
    else if (answer.status === 200) this.#acknowledged.add(id);
    else if (/^(?:IN_PROGRESS|UNKNOWN_OUTCOME)$/.test(answer.code ?? "")) this.#inDoubt += 1;
    else this.#wrong.push(`${id} was answered with ${answer.status} ${answer.code}`);
  }

  /** Compares with what ran, as the ledger tells it. */
  judge(timesOf: ReadonlyMap<string, number>): void {
    const wrong = [...this.#wrong];
    for (const id of this.#sent) {
      const times = timesOf.get(id) ?? 0;
      if (times > 1) wrong.push(`${id} ran ${times} times`);
      if (times === 0 && this.#acknowledged.has(id)) wrong.push(`${id} was acknowledged and lost`);
    }
    for (const id of this.#cutOff) wrong.push(`${id} was never answered`);
    if (wrong.length > 0)
      throw new Error(`${wrong.length} broken promises: ${wrong.slice(0, 5).join("; ")}`);
  }

  figures(): Omit<KillFigures, "kills"> {
    return {
      calls: this.#sent.size,
      acknowledged: this.#acknowledged.size,
      repeated: this.#repeated,
      inDoubt: this.#inDoubt,
    };
  }
}

/** Starts a worker, sends it what the last one was killed over, then new calls until it is dead too, `lifeMs` after its first answer. */
async function serveUntilKilled(
  places: WorkerPlaces,
  history: CallHistory,
  lifeMs: number | undefined,
): Promise<void> {
  const { worker, port } = await startWorker(places);
  const ended = once(worker, "exit");
  let timer: NodeJS.Timeout | undefined;
  const send = async (id: string): Promise<void> => {
    await history.send(port, id);
    if (lifeMs !== undefined) timer ??= setTimeout(() => worker.kill("SIGKILL"), lifeMs);
  };
  await Promise.all(history.takeCutOff().map(send));
  const isAlive = (): boolean => worker.exitCode === null && worker.signalCode === null;
  for (let batch = 0; lifeMs !== undefined && batch < maxBatches && isAlive(); batch++)
    await Promise.all(Array.from({ length: callers }, () => send(randomUUID())));
  clearTimeout(timer);
  worker.kill("SIGKILL");
  await ended;
}

/** Where workers write: the ledger is in the folder. */
interface WorkerPlaces {
  readonly folder: string;
  readonly storage: string;
}

/** Starts a worker of the built package; the port that it listens on. */
async function startWorker({
  folder,
  storage,
}: WorkerPlaces): Promise<{ worker: ChildProcess; port: number }> {
  const worker = spawn(
    process.execPath,
    ["test/fixtures/ledger-worker.mjs", folder, idOf("append"), storage],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  // The cast names what "data" gives: stdout is a pipe.
  const [chunk] = (await once(worker.stdout, "data")) as [Buffer];
  return { worker, port: Number(chunk.toString()) };
}

/** Sends one call; undefined when the connection broke. */
async function callWorker(
  port: number,
  id: string,
): Promise<{ status: number; code: string | null } | undefined> {
  const origin = `http://127.0.0.1:${port}`;
  const { headers = {}, body } = callOf({ origin }, "append", [id], {
    headers: { "edict-call": id },
  });
  try {
    const answer = await fetch(`${origin}/`, {
      method: "POST",
      headers: headers as Record<string, string>, // none has two values
      body: String(body),
    });
    await answer.arrayBuffer();
    return { status: answer.status, code: answer.headers.get("edict-error") };
  } catch {
    return undefined; // the worker is dead, and the caller asks again
  }
}

/** How often each line stands in the ledger. */
async function readLedger(folder: string): Promise<Map<string, number>> {
  const ledger = open<string, string>({ path: join(folder, "ledger"), noSubdir: false });
  const times = new Map<string, number>();
  for (const { value } of ledger.getRange()) times.set(value, (times.get(value) ?? 0) + 1);
  await ledger.close();
  return times;
}
