"use client";

export { ActionError, isActionError, type ActionErrorOptions } from "../errors/action-error.ts";
export { callAction } from "./call-action.ts";
export type { CallOptions } from "./call-options.ts";
export { ReadonlySearchParams } from "./navigation/readonly-search-params.ts";
export type { UploadProgress } from "./post-with-progress.ts";
export type { NavigateOptions } from "./navigation/router.ts";
export { Form, type FormProps } from "./react/form.tsx";
export { Link, useLinkStatus, type LinkParts, type LinkProps } from "./react/link.tsx";
export { useAction, type ActionRun, type ActionState } from "./react/use-action.ts";
export {
  usePathname,
  useParams,
  useRouter,
  useSearchParams,
  useSelectedLayoutSegment,
  useSelectedLayoutSegments,
  type AppRouter,
} from "./react/route-hooks.ts";
