"use client";

import {
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type ScriptHTMLAttributes,
} from "react";
import { preload } from "react-dom";
import { loadScript, rememberScript, whenIdle } from "./load-script.ts";

/** Properties of `Script`: those of `<script>`, and when it is loaded. */
export interface ScriptProps extends ScriptHTMLAttributes<HTMLScriptElement> {
  /**
   * `beforeInteractive`: stands in the HTML where it is written. `afterInteractive` (default): once the page is hydrated.
   * `lazyOnload`: once everything else is loaded and the browser is idle.
   */
  readonly strategy?: "beforeInteractive" | "afterInteractive" | "lazyOnload";
  /** Called once, when the script has run. */
  readonly onLoad?: (event?: unknown) => void;
  /** Called when the script has run, and again each time the component is mounted. */
  readonly onReady?: () => void;
  readonly onError?: (event: unknown) => void;
}

/** A script of somebody else, loaded once however often it is rendered: one with the same `id`, or `src`, is the same. */
export default function Script(props: ScriptProps): ReactNode {
  const {
    strategy = "afterInteractive",
    onLoad,
    onReady,
    onError,
    children,
    ...attributes
  } = props;
  const { id, src, dangerouslySetInnerHTML } = attributes;
  const text = textOf(children, dangerouslySetInnerHTML);
  const isHydrated = useSyncExternalStore(subscribeToNothing, isTrue, isFalse);
  // Only the first render of a page that came as HTML is not hydrated: then the browser ran the script itself.
  const [cameInHtml] = useState(!isHydrated && strategy === "beforeInteractive");
  checkStrategy(strategy);
  const key = id ?? src;
  if (key === undefined)
    throw new Error("<Script> needs a src, or an id that tells an inline script from others.");
  useEffect(() => {
    if (cameInHtml) {
      rememberScript(key);
      onReady?.();
      return undefined;
    }
    const load = (): void => loadScript({ key, text, attributes, onLoad, onReady, onError });
    if (strategy === "lazyOnload") return whenIdle(load);
    load();
    return undefined;
    // A script is loaded once: handlers and attributes that change later change nothing of it.
  }, [key]);
  if (cameInHtml)
    return text === undefined ? (
      <script {...attributes} suppressHydrationWarning />
    ) : (
      <script {...attributes} dangerouslySetInnerHTML={{ __html: text }} suppressHydrationWarning />
    );
  if (src !== undefined && strategy === "afterInteractive") preload(src, preloadOptions(props));
  return null;
}

function preloadOptions({
  nonce,
  integrity,
  crossOrigin,
}: ScriptProps): Parameters<typeof preload>[1] {
  return {
    as: "script",
    ...(nonce === undefined ? {} : { nonce }),
    ...(integrity === undefined ? {} : { integrity }),
    ...(crossOrigin === undefined ? {} : { crossOrigin }),
  };
}

function textOf(
  children: ReactNode,
  inner: ScriptProps["dangerouslySetInnerHTML"],
): string | undefined {
  if (typeof children === "string") return children;
  return typeof inner?.__html === "string" ? inner.__html : undefined;
}

function checkStrategy(strategy: string): void {
  if (["beforeInteractive", "afterInteractive", "lazyOnload"].includes(strategy)) return;
  throw new Error(
    `<Script> has no strategy "${strategy}": use beforeInteractive, afterInteractive or lazyOnload.`,
  );
}

const subscribeToNothing = (): (() => void) => () => undefined;
const isTrue = (): boolean => true;
const isFalse = (): boolean => false;
