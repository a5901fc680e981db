import type { Terminal } from "./terminal.ts";
import type { SupervisorLink } from "./workers/supervisor-link.ts";

/** What every command is given of the process it runs in. */
export interface CommandContext {
  /** Folder the command was called in, absolute. */
  readonly cwd: string;
  /** Variables of the process; commands complete it from `.env` files. */
  readonly env: Record<string, string | undefined>;
  readonly terminal: Terminal;
  /** Root of the installed package: its `package.json` and `docs` are there. */
  readonly packageRoot: string;
  /** Makes the app's folder the process's own, for tools that look around from there. */
  readonly changeDirectory: (folder: string) => void;
  /** From now on what nobody handles is handed over, and no longer ends the process. */
  readonly onStray: (report: (thrown: unknown, kind: StrayKind) => void) => void;
  /** Resolves when the process is asked to end: SIGTERM, SIGINT. Asked once more by SIGINT it ends at once. */
  readonly untilStopped: () => Promise<void>;
  /** The supervisor of this process, where it is one of several workers. */
  readonly supervisor?: SupervisorLink;
}

/** How something was thrown that nobody handles: in a promise, or out of a listener or a timer. */
export type StrayKind = "rejection" | "exception";

/** Exit code of a command: 0 fine, 1 the user's code or data, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;
