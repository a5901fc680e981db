import type { ProxySource } from "../../render/index.ts";
import { compileMatchers, type RequestMatcher } from "../../routing/index.ts";
import type { ServerRuntime } from "../server-runtime.ts";

/** What `proxy.ts` exports, as it is called. */
export type ProxyFunction = (request: Request, event: ProxyEvent) => unknown;

/** Second argument of a proxy. */
export interface ProxyEvent {
  /** Lets work go on once the answer is sent. */
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** A proxy that was loaded and found to be in order. */
export interface LoadedProxy {
  readonly run: ProxyFunction;
  readonly matches: RequestMatcher;
}

/**
 * Loads `proxy.ts` and checks what it exports.
 * @throws TypeError one that exports no proxy, or a matcher that is none; what the module itself throws
 */
export async function loadProxy(source: ProxySource): Promise<LoadedProxy> {
  const module = await source.load();
  const run = module["proxy"] ?? module["middleware"] ?? module["default"];
  if (typeof run !== "function")
    throw new TypeError(
      `${source.file} exports no proxy: export a function named proxy, or a function as its default.`,
    );
  const { config } = module as { readonly config?: { readonly matcher?: unknown } | null };
  const matches = compileMatchers(config?.matcher);
  if (!matches.ok) throw new TypeError(`${source.file}: ${matches.error}`);
  // A function was found where the convention has the proxy.
  return { run: run as ProxyFunction, matches: matches.value };
}

/** Gives the app's proxy: at once when it was loaded before. In development it is loaded again, for it may have changed. */
export function proxyOf(
  source: ProxySource,
  mode: "production" | "development",
  { loadedProxies }: Pick<ServerRuntime, "loadedProxies">,
): LoadedProxy | Promise<LoadedProxy> {
  const known = loadedProxies.get(source);
  if (known !== undefined && mode === "production") return known;
  return loadProxy(source).then((loaded) => {
    loadedProxies.set(source, loaded);
    return loaded;
  });
}
