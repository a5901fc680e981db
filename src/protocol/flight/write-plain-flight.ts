import { needsReact, tagValue, type FlightRows } from "./tag-value.ts";

/** Bounds of what is written in one piece; what passes them is left to React. */
export interface PlainFlightOptions {
  /** Levels of nesting; 64 by default. A cycle passes any bound. */
  readonly maxDepth?: number;
  /** Values, one referred to twice counted twice; 50,000 by default. */
  readonly maxNodes?: number;
}

/**
 * Writes a plain value as React Flight rows in one piece, e.g. `0:{"kind":"returned","value":5}\n`.
 * Strings, numbers, booleans, null, undefined, BigInt, Date, arrays, plain objects, Map, Set and FormData
 * without files are plain; undefined is returned for all else, which needs a React render.
 * React's client reads it as it reads what React's server writes for the same value.
 */
export function writePlainFlight(
  model: unknown,
  options: PlainFlightOptions = {},
): string | undefined {
  const { maxDepth = 64, maxNodes = 50_000 } = options;
  const rows: FlightRows = { maxDepth, nodesLeft: maxNodes, outlined: [] };
  try {
    const root = tagValue(rows, model, 0);
    if (root === needsReact) return undefined;
    const last = `0:${JSON.stringify(root)}\n`;
    return rows.outlined.length === 0 ? last : writeOutlined(rows) + last;
  } catch {
    // A getter or a proxy of the value threw: React runs into the same, and reports it with a digest.
    return undefined;
  }
}

function writeOutlined(rows: FlightRows): string {
  return rows.outlined.map((json, index) => `${(index + 1).toString(16)}:${json}\n`).join("");
}
