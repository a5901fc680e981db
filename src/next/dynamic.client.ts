import {
  createElement,
  Suspense,
  useSyncExternalStore,
  type ComponentType,
  type ReactNode,
} from "react";
import { fallbackOf, lazyComponent, type DynamicOptions, type Loader } from "./lazy-component.ts";

export type { DynamicOptions, Loader } from "./lazy-component.ts";

/** Makes a component of a module that is loaded when it is first rendered; with `ssr: false` in the browser only. */
export default function dynamic<Props = object>(
  given: Loader<Props> | DynamicOptions<Props>,
  options: DynamicOptions<Props> = {},
): ComponentType<Props> {
  const all = typeof given === "object" ? { ...given, ...options } : { ...options, loader: given };
  const Component = lazyComponent(all);
  if (all.ssr !== false) return Component;
  const { loading } = all;
  return function DynamicInBrowser(props: Props): ReactNode {
    const isHydrated = useSyncExternalStore(subscribeToNothing, isTrue, isFalse);
    const fallback = fallbackOf(loading);
    if (!isHydrated) return fallback;
    // What the caller gives is what the loaded component takes: `Props` says so of both.
    const element = createElement(Component as ComponentType<object>, props as object);
    return createElement(Suspense, { fallback }, element);
  };
}

const subscribeToNothing = (): (() => void) => () => undefined;
const isTrue = (): boolean => true;
const isFalse = (): boolean => false;
