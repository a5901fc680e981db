import type { RefusalCode } from "../errors/index.ts";

/** One entry of the log. */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  /** Without its line break; every value from outside is escaped. */
  readonly line: string;
  /** Stack of an error, several lines, as thrown. */
  readonly detail?: string;
  /** What was refused, where the entry says so. */
  readonly refusal?: ToldRefusal;
}

/** A refusal as the log has it; every value from outside is escaped. */
export interface ToldRefusal {
  readonly code: RefusalCode;
  readonly status: number;
  /** What was asked for, e.g. `app/actions.ts#save (POST /posts)`. */
  readonly subject: string;
  /** Why, and the line of the configuration that would allow it. */
  readonly reason: string;
}

/** Where the server's log goes. */
export type LogSink = (entry: LogEntry) => void;

/** Writes each entry to standard error. */
export function logToStandardError(entry: LogEntry): void {
  process.stderr.write(`${printEntry(entry)}\n`);
}

/** Gives an entry as text: one line, and a stack indented below it. */
export function printEntry({ line, detail }: LogEntry): string {
  return detail === undefined ? line : `${line}\n${indent(detail)}`;
}

/** Keeps a message that came from outside from looking like an entry of its own, or from steering the terminal. */
function indent(detail: string): string {
  return detail
    .split("\n")
    .slice(0, 60)
    .map((line) => `    ${line.slice(0, 500).replace(/[\p{Cc}\p{Cf}]/gu, "?")}`)
    .join("\n");
}
