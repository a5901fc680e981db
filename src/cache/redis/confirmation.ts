/** A move of tags, by the epoch and the count that it made. */
export interface MoveMark {
  readonly epoch: string;
  readonly count: number;
}

/** Waits for the word of others that they have heard of a move. */
export class Confirmation {
  /** Who has not said so yet. */
  readonly pending: Set<string>;
  readonly #move: MoveMark;
  readonly #all: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor(move: MoveMark, others: Iterable<string>) {
    this.#move = move;
    this.pending = new Set(others);
    this.#all = new Promise((resolve) => (this.#resolve = resolve));
    if (this.pending.size === 0) this.#resolve();
  }

  /** Takes in how far an instance has heard. */
  hear(instance: string, { epoch, count }: MoveMark): void {
    if (epoch !== this.#move.epoch || count < this.#move.count) return;
    this.pending.delete(instance);
    if (this.pending.size === 0) this.#resolve();
  }

  /** Gives up waiting. */
  end(): void {
    this.#resolve();
  }

  /** Resolves when all have said so, or when the time is over. */
  async within(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
    await Promise.race([this.#all, over]);
    clearTimeout(timer);
  }
}
