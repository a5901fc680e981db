import type { ReactNode } from "react";
import type { PagePayload } from "../../protocol/index.ts";
import { mergePage } from "./page.ts";
import type { View } from "./router.ts";

/**
 * Gives what a document shows first: the page that it carries.
 * @throws TypeError for a page that lacks segments
 */
export function firstView(initial: PagePayload<ReactNode>): View {
  const merged = mergePage(initial);
  if (merged === undefined) throw new TypeError("The document lacks segments.");
  return { page: merged.page, visit: 0, entry: undefined };
}
