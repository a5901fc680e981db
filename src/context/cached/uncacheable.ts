import type { ValueFault } from "../../protocol/values/index.ts";
import { UsageError } from "../usage-error.ts";

/** Says what of a cached function's arguments, of its value or of what it closes over cannot be written down. */
export function uncacheable(
  about: string,
  part: "argument" | "capture" | "value",
  { path, what }: ValueFault,
): UsageError {
  return new UsageError(
    "uncacheable-value",
    `${about} ${where[part](path, what)}. ${why[part]} Pass and return objects, arrays, maps, sets, dates, bytes, texts and numbers; of an instance its fields.`,
  );
}

const where = {
  argument: (path: string, what: string): string =>
    // `[0].user` is the first argument's.
    `was called with ${what} at ${path.replace(/^\[(\d+)\]/, (_, index: string) => `argument ${Number(index) + 1}`)}`,
  capture: (path: string, what: string): string => `closes over ${path}, which is ${what}`,
  value: (path: string, what: string): string => `returned ${what} at ${path}`,
};

const why = {
  argument:
    "Arguments are part of the key under which the value is kept, and must be plain data for that.",
  capture:
    "What it closes over is part of the key under which its value is kept, and must be plain data for that; an element is handed through as an argument.",
  value: "What is kept is written down, and must be plain data for that.",
};
