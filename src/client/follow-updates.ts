/** The part of Vite's hot module API that tells of changes. */
export interface HotEvents {
  readonly on: (event: string, listener: () => void) => void;
}

/** What a development page does about changes. */
export interface UpdatePorts {
  /** Fetches the page again, and tries what failed once more. */
  readonly refresh: () => void;
  /** Tells whether something that failed was shown since it was asked last. */
  readonly takeFailed: () => boolean;
}

/** Longer than React Refresh gathers what changed. */
const quietMs = 50;

/**
 * Refreshes the page where a change of the server's code asks for it, and where what failed may be mended now: a file that
 * could not be loaded comes with its page, no update of its own brings it back. It waits for the updates of components that
 * come with it: one that is shown before React Refresh knows it would be another one, and lose its state.
 */
export function followUpdates(hot: HotEvents, { refresh, takeFailed }: UpdatePorts): void {
  let owed = false;
  let updating = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    if (!owed || updating) return;
    timer = setTimeout(() => {
      owed = false;
      refresh();
    }, quietMs);
  };
  hot.on("rsc:update", () => {
    owed = true;
    wait();
  });
  hot.on("vite:beforeUpdate", () => {
    updating = true;
    wait();
  });
  hot.on("vite:afterUpdate", () => {
    updating = false;
    if (takeFailed()) owed = true;
    wait();
  });
}
