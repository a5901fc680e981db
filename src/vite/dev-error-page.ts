import type { ServerResponse } from "node:http";
import { stripVTControlCharacters } from "node:util";
import type { ErrorPayload, ViteDevServer } from "vite";

/** Answers a request whose modules failed: a page with Vite's overlay, that recovers on the next save. */
export function devErrorPage(vite: ViteDevServer, error: unknown, response: ServerResponse): void {
  if (error instanceof Error) vite.ssrFixStacktrace(error);
  const shown = overlayError(error);
  vite.config.logger.error(
    [shown.message, placeOf(shown), shown.frame, shown.stack].filter(Boolean).join("\n"),
  );
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(shown).replaceAll("<", "\\u003c");
  response.writeHead(500, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(`<!doctype html>
<html lang="en"><head><title>Error</title>
<script type="module">
import { ErrorOverlay } from "/@vite/client";
document.body.appendChild(new ErrorOverlay(${text}));
</script></head><body></body></html>`);
}

/** Shows an error in the overlay of every page that is open. */
export function showInOverlay(vite: ViteDevServer, error: unknown): void {
  if (error instanceof Error) vite.ssrFixStacktrace(error);
  vite.environments["client"]?.hot.send({ type: "error", err: overlayError(error) });
}

function placeOf({ id, loc }: ErrorPayload["err"]): string | undefined {
  return loc === undefined ? id : `${loc.file ?? id ?? ""}:${loc.line}:${loc.column}`;
}

/** Describes an error the way Vite's overlay shows it: message, frame, file, stack. */
function overlayError(error: unknown): ErrorPayload["err"] {
  if (!(error instanceof Error)) return { message: String(error), stack: "" };
  const { frame, id, plugin, loc } = error as Partial<ErrorPayload["err"]>;
  return {
    message: stripVTControlCharacters(error.message),
    stack: stripVTControlCharacters(error.stack ?? ""),
    ...(frame === undefined ? {} : { frame: stripVTControlCharacters(frame) }),
    ...(id === undefined ? {} : { id }),
    ...(plugin === undefined ? {} : { plugin }),
    ...(loc === undefined ? {} : { loc }),
  };
}
