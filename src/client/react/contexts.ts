import { createContext, use, type Context } from "react";
import type { Mount, SegmentPlace, ShownFailure } from "../../protocol/index.ts";
import type { Router, View } from "../navigation/router.ts";

// Replaced by the bundler, see `app-path.ts`.
declare const process: { readonly env: { readonly EDICT_MOUNTED?: "no" } };

/** The router; undefined while HTML is rendered, where nothing navigates. */
export const RouterContext: Context<Router | undefined> = createContext<Router | undefined>(
  undefined,
);

/** The view that is rendered. */
export const ViewContext: Context<View | undefined> = createContext<View | undefined>(undefined);

/** The segment that is rendered; undefined around all of them. */
export const PlaceContext: Context<SegmentPlace | undefined> = createContext<
  SegmentPlace | undefined
>(undefined);

/** The failure that the server showed in place of a segment, until the first navigation. */
export const FailureContext: Context<ShownFailure | undefined> = createContext<
  ShownFailure | undefined
>(undefined);

/** Gives how the addresses of the app are written; undefined where that is as they are, and outside of its pages. */
export function useMount(): Mount | undefined {
  return process.env.EDICT_MOUNTED === "no" ? undefined : use(ViewContext)?.page.route.mount;
}

/** Reads the view; throws a sentence outside a page of the app. */
export function useView(): View {
  const view = use(ViewContext);
  if (view === undefined)
    throw new Error("This component needs the page it is on: render it in a file of app/.");
  return view;
}
