import type { ScriptHTMLAttributes } from "react";

/** A script to be loaded into the document. */
export interface ScriptToLoad {
  /** Equal keys, one script. */
  readonly key: string;
  /** Of an inline script. */
  readonly text: string | undefined;
  readonly attributes: ScriptHTMLAttributes<HTMLScriptElement>;
  readonly onLoad: ((event?: unknown) => void) | undefined;
  readonly onReady: (() => void) | undefined;
  readonly onError: ((event: unknown) => void) | undefined;
}

/** Puts a script into the document, or waits for the one that is there already; one that failed is tried again. */
export function loadScript({ key, text, attributes, ...handlers }: ScriptToLoad): void {
  const scripts = scriptsOf(document);
  const known = scripts.get(key);
  if (known?.isReady === true) return handlers.onReady?.();
  if (known !== undefined) {
    known.waiting.push(() => handlers.onReady?.());
    return undefined;
  }
  const loading: LoadedScript = { isReady: false, waiting: [] };
  scripts.set(key, loading);
  const script = document.createElement("script");
  applyAttributes(script, attributes);
  const succeed = (event?: unknown): void => {
    loading.isReady = true;
    handlers.onLoad?.(event);
    handlers.onReady?.();
    for (const tell of loading.waiting.splice(0)) tell();
  };
  script.addEventListener("load", succeed, { once: true });
  script.addEventListener("error", (event) => {
    scripts.delete(key);
    script.remove();
    handlers.onError?.(event);
  });
  if (text !== undefined) script.textContent = text;
  document.body.append(script);
  // An inline script has run by now, and has no event that would say so.
  if (attributes.src === undefined) succeed();
  return undefined;
}

/** Remembers a script that came with the HTML, and so has run. */
export function rememberScript(key: string): void {
  scriptsOf(document).set(key, { isReady: true, waiting: [] });
}

interface LoadedScript {
  isReady: boolean;
  readonly waiting: (() => void)[];
}

/** What a document has run it cannot run again: it is what the scripts belong to. */
const loaded = new WeakMap<Document, Map<string, LoadedScript>>();

function scriptsOf(of: Document): Map<string, LoadedScript> {
  const known = loaded.get(of) ?? new Map<string, LoadedScript>();
  loaded.set(of, known);
  return known;
}

/** Runs `task` once the page is loaded and the browser has nothing to do; gives what calls it off. */
export function whenIdle(task: () => void): () => void {
  const controller = new AbortController();
  const run = (): void => {
    // Not every browser has it.
    const later = window.requestIdleCallback as typeof window.requestIdleCallback | undefined;
    const start = (): void => {
      if (!controller.signal.aborted) task();
    };
    if (later === undefined) setTimeout(start, 1);
    else later(start);
  };
  if (document.readyState === "complete") run();
  else window.addEventListener("load", run, { once: true, signal: controller.signal });
  return () => controller.abort();
}

/** React's names of attributes whose names in HTML are others. */
const htmlNames: Readonly<Record<string, string>> = {
  className: "class",
  crossOrigin: "crossorigin",
  fetchPriority: "fetchpriority",
  noModule: "nomodule",
  referrerPolicy: "referrerpolicy",
};

function applyAttributes(script: HTMLScriptElement, attributes: ScriptToLoad["attributes"]): void {
  for (const [name, value] of Object.entries(attributes) as [string, unknown][]) {
    if (name === "dangerouslySetInnerHTML" || value === undefined || value === null) continue;
    if (value === false) {
      // A script that a page makes is async unless told otherwise.
      if (name === "async") script.async = false;
      continue;
    }
    if (typeof value === "string" || typeof value === "number" || value === true)
      script.setAttribute(htmlNames[name] ?? name, value === true ? "" : String(value));
  }
}
