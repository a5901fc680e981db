import type { ReactNode } from "react";

/** The parameters that a route's pattern names, e.g. `{id: string}` of `/posts/[id]`. */
export type ParamsOf<Route extends string> = Route extends `${infer Head}/${infer Rest}`
  ? ParamOf<Head> & ParamsOf<Rest>
  : ParamOf<Route>;

type ParamOf<Segment extends string> = Segment extends `[[...${infer Name}]]`
  ? { readonly [K in Name]?: string[] }
  : Segment extends `[...${infer Name}]`
    ? { readonly [K in Name]: string[] }
    : Segment extends `[${infer Name}]`
      ? { readonly [K in Name]: string }
      : unknown;

declare global {
  /** What a page gets, by its route: `PageProps<"/posts/[id]">`. */
  interface PageProps<Route extends string> {
    readonly params: Promise<ParamsOf<Route>>;
    readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
  }

  /** What a layout gets, by its route: `LayoutProps<"/posts">`. */
  interface LayoutProps<Route extends string> {
    readonly children: ReactNode;
    readonly params: Promise<ParamsOf<Route>>;
  }

  /** The second argument of a route handler, by its route: `RouteContext<"/api/posts/[id]">`. */
  interface RouteContext<Route extends string> {
    readonly params: Promise<ParamsOf<Route>>;
  }
}
