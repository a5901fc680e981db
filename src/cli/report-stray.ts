import { quoteForLog } from "../base/index.ts";
import { describeError, printEntry } from "../server/index.ts";
import type { StrayKind } from "./command-context.ts";
import type { Terminal } from "./terminal.ts";

const sentences: Readonly<Record<StrayKind, string>> = {
  rejection: "A promise was rejected and nobody handled it:",
  exception: "An error was thrown where nobody could catch it:",
};

/**
 * Writes down what the app's code let go: one floating promise, or a listener that throws, must not end the requests
 * of everybody else. Never throws, whatever was thrown.
 */
export function reportStray(
  thrown: unknown,
  kind: StrayKind,
  terminal: Pick<Terminal, "report" | "style">,
): void {
  const detail = describeError(thrown);
  const [first = ""] = detail.split("\n", 1);
  const line = `${terminal.style("red", sentences[kind])} ${quoteForLog(first)}`;
  terminal.report(printEntry({ level: "error", line, detail }));
}
