import type { IncomingMessage, ServerResponse } from "node:http";
import { withoutBasePath } from "../protocol/index.ts";
import { loadDevBuild, type DevApp } from "./dev-app.ts";
import { devErrorPage } from "./dev-error-page.ts";
import { importIn } from "./import-in.ts";
import { loadRoute } from "./load-route.ts";
import { packageFiles } from "./vite-paths.ts";

/** Loads what a request will need, then goes on by `next`: a module that fails must end in the overlay, before the request line asks for it. */
export async function loadForRequest(
  app: DevApp,
  message: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): Promise<void> {
  if (wantsDocument(message)) {
    app.pagesUnderWay.add(response);
    response.once("close", () => app.pagesUnderWay.delete(response));
  }
  try {
    await loadDevBuild(app);
    // What is posted may be an action: whose it is must be known.
    if (message.method === "POST") await app.owners.refresh();
    const path = withoutBasePath(pathOf(message), app.vite.config.base.replace(/\/$/, ""));
    if (wantsDocument(message) && path !== undefined) await loadPage(app, path);
    next();
  } catch (error) {
    app.failed = true;
    devErrorPage(app.vite, error, response);
  }
}

/** Loads a page for the server, and what makes HTML of it: within the request React would look at each step of Vite's. */
async function loadPage(app: DevApp, path: string): Promise<void> {
  await Promise.all([loadRoute(app, path), importIn(app.vite, "ssr", packageFiles.entrySsr)]);
}

/** Runs `register()` of the app's `instrumentation.ts`; what fails is said, and the server goes on. */
export async function registerOnce(app: DevApp, log: (line: string) => void): Promise<void> {
  try {
    await (await loadDevBuild(app)).register();
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
  }
}

function wantsDocument({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes("text/html") ?? false;
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? url;
}
