import { createElement, lazy, Suspense, type ComponentType, type ReactNode } from "react";

/** Loads a component: a module with a default export, or the component itself. */
export type Loader<Props> = () => Promise<
  ComponentType<Props> | { readonly default: ComponentType<Props> }
>;

/** What the component is shown instead of, while it loads. */
export interface LoadingProps {
  readonly isLoading?: boolean;
  readonly pastDelay?: boolean;
  readonly error?: Error | null;
}

/** How `dynamic` loads and renders. */
export interface DynamicOptions<Props = object> {
  readonly loader?: Loader<Props>;
  /** Shown until the component is there. Default: what the nearest `Suspense` shows. */
  readonly loading?: (props: LoadingProps) => ReactNode;
  /** Whether it is rendered into the HTML too. Default: true. */
  readonly ssr?: boolean;
}

/** Makes the component that renders what `loader` loads, shown as `loading` meanwhile where there is one. */
export function lazyComponent<Props>({
  loader,
  loading,
}: DynamicOptions<Props>): ComponentType<Props> {
  if (typeof loader !== "function")
    throw new TypeError(
      'dynamic() was given no function that loads a component: write dynamic(() => import("./chart")).',
    );
  // What the caller gives is what the loaded component takes: `Props` says so of both.
  const load = async (): Promise<ComponentType<object>> =>
    componentOf(await loader()) as ComponentType<object>;
  const Lazy = lazy(async () => ({ default: await load() }));
  return function Dynamic(props: Props): ReactNode {
    const element = createElement(Lazy, props as object);
    if (loading === undefined) return element;
    return createElement(Suspense, { fallback: fallbackOf(loading) }, element);
  };
}

/** Renders what stands in for a component that loads. */
export function fallbackOf(loading: DynamicOptions["loading"]): ReactNode {
  return loading === undefined
    ? null
    : createElement(loading, { isLoading: true, pastDelay: true, error: null });
}

/** A module has its component as the default export; a component is a function, or an object with React's own mark. */
function componentOf<Props>(loaded: Awaited<ReturnType<Loader<Props>>>): ComponentType<Props> {
  return typeof loaded === "object" && "default" in loaded && !("$$typeof" in loaded)
    ? loaded.default
    : // A module was told apart above.
      (loaded as ComponentType<Props>);
}
