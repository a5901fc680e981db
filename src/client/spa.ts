"use client";

export { ActionError, isActionError, type ActionErrorOptions } from "../errors/action-error.ts";
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
