/** A read that came to an end; times in microseconds of one clock. */
export interface ReadEvent {
  readonly kind: "read";
  readonly start: number;
  readonly end: number;
  /** Whose page was asked for, and whose came. */
  readonly visitor: number;
  readonly seenVisitor: number;
  /** Each tag of what came, and what the source held of it when it was made. */
  readonly seen: readonly (readonly [tag: number, value: number])[];
  readonly isHit: boolean;
  /** Of what: a value, or a page that is `tagged` by what it reads, read `direct`ly, or its visitor's own (`mine`). */
  readonly shows: ReadKind;
}

/** What is read. */
export type ReadKind = "value" | "tagged" | "direct" | "mine";

/** A change of the source, and the revalidation that followed it. */
export interface WriteEvent {
  readonly kind: "write";
  readonly start: number;
  /** When the revalidation was acknowledged, or failed. */
  readonly end: number;
  readonly tag: number;
  /** Unique, and higher than all before it of this tag. */
  readonly value: number;
  readonly isAcknowledged: boolean;
}

/** What one process saw. */
export type HistoryEvent = ReadEvent | WriteEvent;

/** What a history came to. */
export interface HistoryFigures {
  readonly reads: number;
  readonly hits: number;
  /** Of the hits, those of whole pages. */
  readonly pageHits: number;
  readonly writes: number;
  readonly acknowledged: number;
  /** A sentence each. */
  readonly anomalies: readonly string[];
}

/**
 * Judges what several processes saw of one cache. A read that began after a revalidation was acknowledged must show what was
 * there before that, or something newer; every read shows its own visitor, and only values that were written.
 */
export class HistoryChecker {
  /** By tag: the highest value whose revalidation was acknowledged in the rounds before. */
  readonly #acknowledged = new Map<number, number>();
  readonly #anomalies: string[] = [];
  #reads = 0;
  #hits = 0;
  #pageHits = 0;
  #writes = 0;
  #acknowledgements = 0;

  /**
   * Takes in all events of a time at whose end nothing was under way, and what the source held then: what a process wrote that
   * was killed is in no event.
   */
  addRound(events: readonly HistoryEvent[], source: ReadonlyMap<number, number>): void {
    const reads = events.filter((event) => event.kind === "read");
    const writes = events.filter((event) => event.kind === "write");
    const acks = writes
      .filter(({ isAcknowledged }) => isAcknowledged)
      .toSorted((a, b) => a.end - b.end);
    let next = 0;
    for (const read of reads.toSorted((a, b) => a.start - b.start)) {
      for (; (acks[next]?.end ?? Number.POSITIVE_INFINITY) < read.start; next += 1)
        this.#acknowledge(acks[next]);
      this.#judge(read, source);
    }
    for (const ack of acks.slice(next)) this.#acknowledge(ack);
    this.#reads += reads.length;
    this.#hits += reads.filter(({ isHit }) => isHit).length;
    this.#pageHits += reads.filter(({ isHit, shows }) => isHit && shows !== "value").length;
    this.#writes += writes.length;
    this.#acknowledgements += acks.length;
  }

  figures(): HistoryFigures {
    return {
      reads: this.#reads,
      hits: this.#hits,
      pageHits: this.#pageHits,
      writes: this.#writes,
      acknowledged: this.#acknowledgements,
      anomalies: this.#anomalies,
    };
  }

  #acknowledge(write: WriteEvent | undefined): void {
    if (write === undefined) return;
    const { tag, value } = write;
    this.#acknowledged.set(tag, Math.max(value, this.#acknowledged.get(tag) ?? 0));
  }

  #judge(
    { start, visitor, seenVisitor, seen, isHit, shows }: ReadEvent,
    source: ReadonlyMap<number, number>,
  ): void {
    const where = `a ${isHit ? "hit" : "miss"} (${shows}) at ${start}`;
    if (seenVisitor !== visitor)
      this.#anomalies.push(`${where} showed visitor ${seenVisitor} to visitor ${visitor}`);
    for (const [tag, value] of seen) {
      const acknowledged = this.#acknowledged.get(tag) ?? 0;
      if (value < acknowledged)
        this.#anomalies.push(
          `${where} showed ${value} of tag ${tag} after ${acknowledged} was acknowledged`,
        );
      if (value > (source.get(tag) ?? 0))
        this.#anomalies.push(`${where} showed ${value} of tag ${tag}, which nobody wrote`);
    }
  }
}
