import type { ReactNode } from "react";
import { Outlet } from "../client/segments.tsx";
import type { SegmentElements } from "../protocol/index.ts";
import type { RouteMatch, RouteTable } from "../routing/index.ts";
import { DefaultDocument, DefaultInterruptPage } from "./default-pages.tsx";
import { loadRouteComponent, type RouteModules } from "./route-modules.ts";

/** The route shown for a URL that matches nothing: the root layout around `not-found`. */
export function unmatchedRoute(table: RouteTable): RouteMatch {
  return {
    route: { kind: "page", pattern: "/404", file: "", segments: [table.root] },
    params: {},
  };
}

/** Makes the segments of `unmatchedRoute`. */
export async function unmatchedElements(
  table: RouteTable,
  modules: RouteModules,
  from: number,
): Promise<SegmentElements<ReactNode>> {
  const { layout, notFound } = table.root.files;
  const page =
    notFound === undefined ? (
      <DefaultInterruptPage kind="not-found" />
    ) : (
      await elementOf(modules, notFound)
    );
  if (from > 0) return { 1: page };
  const Layout = layout === undefined ? undefined : await loadRouteComponent(modules, layout);
  if (Layout === undefined)
    return {
      0: (
        <DefaultDocument>
          <Outlet />
        </DefaultDocument>
      ),
      1: page,
    };
  return {
    0: (
      <>
        {Layout.styles}
        <Layout.component params={Promise.resolve({})}>
          <Outlet />
        </Layout.component>
      </>
    ),
    1: page,
  };
}

async function elementOf(modules: RouteModules, file: string): Promise<ReactNode> {
  const { component: Component, styles } = await loadRouteComponent(modules, file);
  return (
    <>
      {styles}
      <Component />
    </>
  );
}
