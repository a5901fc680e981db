import type { Terminal } from "../terminal.ts";

/** A terminal whose reports wait. */
export interface HeldTerminal {
  readonly terminal: Terminal;
  /** Shows what was held, or drops it; from then on nothing is held. */
  readonly release: (what: "show" | "drop") => void;
}

/** Keeps the reports of a worker's start back: they are worth showing again only when that start fails. */
export function holdReports(terminal: Terminal): HeldTerminal {
  const held: string[] = [];
  const state = { holds: true };
  return {
    terminal: {
      ...terminal,
      report: (line) => {
        if (state.holds) held.push(line);
        else terminal.report(line);
      },
    },
    release: (what) => {
      state.holds = false;
      if (what === "show") for (const line of held) terminal.report(line);
      held.length = 0;
    },
  };
}
