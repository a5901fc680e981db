/** Editors write several files at once, and Vite restarts itself for some of them: the last of it is waited for. */
const settleMs = 200;

/** What decides whether a server is started anew. */
export interface RestartPorts {
  readonly report: (line: string) => void;
  /** Whether what changed can be used; says itself why it cannot. */
  readonly mayRestart: () => Promise<boolean>;
}

/** The next start of one server. */
export interface Restarts {
  /** Told why the server is of yesterday, as a sentence. */
  readonly outdated: (reason: string) => void;
  /** Resolves when the server is to be started anew, once. */
  readonly wanted: Promise<"restart">;
}

/** Collects reasons to start a server anew, until they have come to rest and can be used. */
export function createRestarts({ report, mayRestart }: RestartPorts): Restarts {
  let resolve: (wanted: "restart") => void = () => undefined;
  const wanted = new Promise<"restart">((done) => (resolve = done));
  const reasons = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const settled = async (): Promise<void> => {
    const told = [...reasons].join(" ");
    reasons.clear();
    if (await mayRestart()) {
      report(`${told} Starting anew.`);
      resolve("restart");
    } else report(`${told} The server goes on as it was, until this is mended.`);
  };
  return {
    outdated: (reason) => {
      reasons.add(reason);
      clearTimeout(timer);
      timer = setTimeout(() => {
        settled().catch((error: unknown) => report(String(error)));
      }, settleMs);
    },
    wanted,
  };
}
