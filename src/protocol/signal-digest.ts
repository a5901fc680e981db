import type { InterruptKind } from "./outcome.ts";

/** What ends a render or an action without being an error. Carried in an error's `digest`, in the App Router's own spelling, because application code looks for it. */
export type ControlSignal =
  | {
      readonly kind: "redirect";
      readonly location: string;
      readonly type: "push" | "replace";
      readonly status: 303 | 307 | 308;
    }
  | { readonly kind: InterruptKind };

const statusOf: Record<InterruptKind, number> = {
  "not-found": 404,
  unauthorized: 401,
  forbidden: 403,
};

/** Writes a signal as a digest, e.g. `NEXT_REDIRECT;push;/posts/5;307;`. */
export function writeSignalDigest(signal: ControlSignal): string {
  return signal.kind === "redirect"
    ? `NEXT_REDIRECT;${signal.type};${signal.location};${signal.status};`
    : `NEXT_HTTP_ERROR_FALLBACK;${statusOf[signal.kind]}`;
}

/** Reads a digest; undefined when it is not a signal's. */
export function readSignalDigest(digest: unknown): ControlSignal | undefined {
  if (typeof digest !== "string") return undefined;
  if (digest.startsWith("NEXT_REDIRECT;")) return readRedirect(digest);
  for (const kind of ["not-found", "unauthorized", "forbidden"] as const)
    if (digest === `NEXT_HTTP_ERROR_FALLBACK;${statusOf[kind]}`) return { kind };
  return undefined;
}

function readRedirect(digest: string): ControlSignal | undefined {
  const parts = digest.split(";");
  const type = parts[1];
  const status = Number(parts.at(-2));
  if (type !== "push" && type !== "replace") return undefined;
  if (status !== 303 && status !== 307 && status !== 308) return undefined;
  return { kind: "redirect", type, status, location: parts.slice(2, -2).join(";") };
}
