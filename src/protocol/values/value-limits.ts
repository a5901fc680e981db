/** Bounds of one set of values, the same for writing and reading: what was written can be read. */
export interface ValueLimits {
  /** Bytes of the encoded text. */
  readonly maxBytes: number;
  readonly maxNodes: number;
  readonly maxDepth: number;
}

/** 1 MiB, 50,000 values, 64 levels. */
export const defaultValueLimits: ValueLimits = {
  maxBytes: 1_048_576,
  maxNodes: 50_000,
  maxDepth: 64,
};
