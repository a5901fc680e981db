import { useSyncExternalStore } from "react";

/** Goes to a path of this app, or leaves it for another site. */
export function navigate(target: string, replace = false): void {
  const url = new URL(target, location.href);
  if (url.origin !== location.origin) return location.assign(url);
  history[replace ? "replaceState" : "pushState"](null, "", url);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** The path on screen, e.g. `/new`. */
export function usePath(): string {
  return useSyncExternalStore(listen, () => location.pathname);
}

function listen(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}
