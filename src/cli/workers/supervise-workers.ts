import cluster from "node:cluster";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { restartDelayMs, type RestartPolicy } from "./restart-policy.ts";
import { heartbeatMs } from "./supervisor-link.ts";
import { WorkerSlot, type WorkerEnd } from "./worker-slot.ts";

/** What is supervised. */
export interface SuperviseOptions extends Pick<CommandContext, "terminal" | "untilStopped"> {
  readonly workers: number;
  /** The program of a worker, and what it is given. */
  readonly script: string;
  readonly args: readonly string[];
  readonly policy: RestartPolicy;
}

/**
 * Runs processes that share one port, and replaces those that end or hang while the others serve on. Resolves once it was
 * asked to stop and all have finished, when the first could not start, or when every worker keeps failing.
 */
export async function superviseWorkers(options: SuperviseOptions): Promise<ExitCode> {
  // Each worker takes connections by itself. Handed out by this process, one would be lost with every worker that hangs:
  // given to it, never taken, and never closed.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec: options.script, args: [...options.args] });
  const crew = new WorkerCrew(options);
  const watch = setInterval(() => crew.look(), heartbeatMs);
  const isAsked = options.untilStopped().then((): ExitCode => {
    options.terminal.report("Finishing what is under way …");
    return 0;
  });
  try {
    const code = await Promise.race([isAsked, crew.run()]);
    await crew.stop();
    return code;
  } finally {
    clearInterval(watch);
  }
}

/** The workers of one server. */
class WorkerCrew {
  readonly #options: SuperviseOptions;
  readonly #slots: readonly WorkerSlot[];
  readonly #timers = new Set<NodeJS.Timeout>();
  #phase: "starting" | "serving" | "stopping" = "starting";
  #lookedAt = performance.now();
  #onHopeless: (code: ExitCode) => void = () => undefined;
  #onGone: () => void = () => undefined;

  constructor(options: SuperviseOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.workers }, (_, index): WorkerSlot => {
      const slot: WorkerSlot = new WorkerSlot(index + 1, {
        onReady: (url) => this.#ready(slot, url),
        onEnd: (end) => this.#ended(slot, end),
      });
      return slot;
    });
  }

  /** Starts one worker, then, when that one serves, the others. Resolves when there is no hope. */
  run(): Promise<ExitCode> {
    return new Promise((resolve) => {
      this.#onHopeless = resolve;
      this.#slots[0]?.start("first");
    });
  }

  /** Ends the workers that hang. */
  look(): void {
    const { policy, terminal } = this.#options;
    const pauseMs = performance.now() - this.#lookedAt;
    this.#lookedAt = performance.now();
    for (const slot of this.#slots) {
      // This process did not run either: the machine was asleep, or too busy for both.
      if (pauseMs > heartbeatMs * 4) slot.touch();
      const limitMs = slot.isReady ? policy.stuckAfterMs : policy.startTimeoutMs;
      if (slot.isEmpty || slot.silentMs <= limitMs) continue;
      const what = slot.isReady
        ? `has not answered for ${limitMs / 1_000} s: something runs in it without a pause`
        : `does not listen after ${limitMs / 1_000} s`;
      terminal.report(
        terminal.style("red", `${nameOf(slot.number, slot.pid)} ${what}. It is ended.`),
      );
      slot.touch();
      slot.kill();
    }
  }

  /** Lets all finish. Resolves when none is left. */
  async stop(): Promise<void> {
    this.#phase = "stopping";
    for (const timer of this.#timers) clearTimeout(timer);
    const gone = new Promise<void>((resolve) => {
      this.#onGone = resolve;
    });
    for (const slot of this.#slots) slot.stop();
    this.#checkGone();
    const { stopTimeoutMs } = this.#options.policy;
    const timer = setTimeout(() => this.#slots.forEach((slot) => slot.kill()), stopTimeoutMs);
    await gone;
    clearTimeout(timer);
  }

  #ready(slot: WorkerSlot, url: string): void {
    if (this.#phase !== "starting") return;
    this.#phase = "serving";
    const { terminal, workers } = this.#options;
    terminal.print(`${terminal.stylePrint("green", "Ready")} on ${url}, with ${workers} workers`);
    for (const other of this.#slots) if (other !== slot) other.start("another");
  }

  #ended(slot: WorkerSlot, end: WorkerEnd): void {
    const { policy, terminal } = this.#options;
    if (this.#phase === "stopping") return this.#checkGone();
    const name = nameOf(slot.number, end.pid);
    if (this.#phase === "starting") {
      // The worker has said what is wrong, unless something ended it.
      if (end.code === null)
        terminal.report(terminal.style("red", `${name} ended ${end.how} before it could listen.`));
      return this.#onHopeless(end.code === 2 ? 2 : 1);
    }
    slot.failures = end.servedMs >= policy.stableAfterMs ? 1 : slot.failures + 1;
    if (this.#slots.every((each) => this.#isFailing(each))) {
      terminal.report(
        terminal.style(
          "red",
          `Every worker ended ${policy.maxFailures} times in a row soon after its start, the last one ${end.how}. edict start gives up; the lines above say why they ended.`,
        ),
      );
      return this.#onHopeless(1);
    }
    const delayMs = restartDelayMs(slot.failures, policy);
    terminal.report(
      terminal.style(
        "yellow",
        `${name} ended ${end.how}; another takes its place in ${delayMs} ms.`,
      ),
    );
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      slot.start("another");
    }, delayMs);
    this.#timers.add(timer);
  }

  #isFailing(slot: WorkerSlot): boolean {
    const { maxFailures, stableAfterMs } = this.#options.policy;
    return slot.failures >= maxFailures && slot.servedMs < stableAfterMs;
  }

  #checkGone(): void {
    if (this.#slots.every(({ isEmpty }) => isEmpty)) this.#onGone();
  }
}

function nameOf(number: number, pid: number | undefined): string {
  return `Worker ${number} (process ${pid ?? "none"})`;
}
