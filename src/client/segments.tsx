"use client";

export {
  ErrorBoundary,
  type ErrorBoundaryProps,
  type ErrorFallbackProps,
} from "./react/error-boundary.tsx";
export { InterruptBoundary, type InterruptBoundaryProps } from "./react/interrupt-boundary.tsx";
export { Outlet } from "./react/segment.tsx";
