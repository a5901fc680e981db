"use client";

export { ActionError, isActionError, type ActionErrorOptions } from "../errors/action-error.ts";
export { callAction } from "./call-action.ts";
export type { CallOptions } from "./call-options.ts";
export type { UploadProgress } from "./post-with-progress.ts";
export { useAction, type ActionRun, type ActionState } from "./react/use-action.ts";
export {
  ActionBoundary,
  onCaughtError,
  readActionSignal,
  type ActionSignal,
} from "./spa/action-boundary.tsx";
export {
  onRedirect,
  onRevalidated,
  type ActionRedirect,
  type FollowRedirect,
} from "./spa/spa-events.ts";
