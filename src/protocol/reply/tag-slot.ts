/** Where a tagged string stands. */
export interface TagSlot {
  readonly holder: object;
  readonly key: string | number;
  /** Depth of the holder. */
  readonly depth: number;
}
