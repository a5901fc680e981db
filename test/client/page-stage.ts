import { createElement as h, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { BrowserRouter } from "../../src/client/navigation/browser-router.ts";
import type { AppRootProps } from "../../src/client/app-root.tsx";
import type * as clientDoor from "../../src/client/index.ts";
import type * as segmentsDoor from "../../src/client/segments.tsx";
import type { PagePayload, RouteState, ShownFailure } from "../../src/protocol/index.ts";

/** Modules that Flight may refer to, by id. */
export const modules: Record<string, Record<string, unknown>> = {};
// React's Flight client is built for a bundler and wants its loader when it is imported.
Object.assign(globalThis, {
  __webpack_require__: Object.assign((id: string) => modules[id], { u: String }),
});
const root = await import("../../src/client/app-root.tsx");
/** The whole document. */
export const AppRoot: (props: AppRootProps) => ReactNode = root.AppRoot;
const { createCallServer } = await import("../../src/client/call-server.ts");
const router = await import("../../src/client/navigation/browser-router.ts");
/** The doors of the room, loaded after React's loader is there. */
export const segments: typeof segmentsDoor = await import("../../src/client/segments.tsx");
modules["segments"] = segments;
const { ErrorBoundary, Outlet } = segments;

/** The room's names for applications. */
export const client: typeof clientDoor = await import("../../src/client/index.ts");

/** Makes the state of a route whose folders are those of its path. */
export function routeOf(url: string): RouteState {
  const path = url.replace(/\?.*/, "");
  const folders = path.split("/").filter((folder) => folder !== "");
  return { url, pattern: path, params: { path }, keys: ["", ...folders, "page"] };
}

/** Makes the payload of a document from its elements, the root layout first. */
export function initial(url: string, ...elements: readonly ReactNode[]): PagePayload<ReactNode> {
  return { build: "b1.1", route: routeOf(url), segments: Object.fromEntries(elements.entries()) };
}

/** Flight of a payload whose elements are `["$", type, null, props]`; `$L1` is the export `name` of module `id`. */
export function flight(
  payload: object,
  headers: Record<string, string> = {},
  [id, name]: readonly [id: string, name: string] = ["segments", "Outlet"],
): Response {
  const rows = `1:I["${id}",[],"${name}"]\n2:I["segments",[],"Outlet"]\n0:${JSON.stringify({ build: "b1.1", ...payload })}\n`;
  return new Response(rows, { headers: { "content-type": "text/x-component", ...headers } });
}

/** Flight of a soft navigation. */
export function pageOf(url: string, parts: Record<number, unknown>): Response {
  return flight({ route: routeOf(url), segments: parts });
}

/** The answer to a call. */
export function answerOf(outcome: object, rest: object = {}, revalidated = "all"): Response {
  return flight({ outcome, ...rest }, { "edict-outcome": "any", "edict-revalidated": revalidated });
}

/** An element of plain text, as Flight writes it. */
export function text(type: string, children: string): unknown[] {
  return ["$", type, null, { children }];
}

/** A request that waits for its answer. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  /** Given up by the page when it aborts. */
  readonly signal: AbortSignal | undefined;
  readonly answer: (response: Response | Promise<Response>) => void;
}

/** Requests of the test so far. */
export const asked: Asked[] = [];

/** Waits for the test's request number `count`, the first being 1. */
export async function askedFor(count: number): Promise<Asked> {
  await vi.waitFor(() => expect(asked).toHaveLength(count));
  return asked[count - 1] ?? expect.unreachable();
}

/** Errors that boundaries caught in this test. */
export const caught: unknown[] = [];
const reported: unknown[] = [];

/** Where the page is rendered. */
export const box: HTMLElement = document.createElement("div");

/** Waits until the page reads so. */
export async function shows(html: string): Promise<void> {
  await vi.waitFor(() => expect(box.innerHTML).toBe(html));
}

/** Clicks what `selector` finds. */
export function click(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.click();
}

const stage: { root?: Root } = {};

/** Shows a page as the browser's entry does. */
export function open(
  payload: PagePayload<ReactNode>,
  failure?: ShownFailure,
  container: Document | HTMLElement = box,
): BrowserRouter {
  history.replaceState(null, "", payload.route.url);
  const opened = new router.BrowserRouter(payload, { announceChange: () => undefined });
  stage.root = createRoot(container as HTMLElement, {
    onCaughtError: (error) => caught.push(error),
  });
  stage.root.render(h(AppRoot, { initial: payload, failure, router: opened }));
  return opened;
}

/** Makes an action's stub. */
export function actionOf(opened: BrowserRouter): (...args: unknown[]) => Promise<unknown> {
  const callServer = createCallServer(opened);
  return (...args) => callServer(`${"a".repeat(40)}ff00000000`, args);
}

/** An action that is known only once the page is open. */
export function lateAction(): {
  readonly act: (...args: unknown[]) => Promise<unknown>;
  readonly use: (call: (...args: unknown[]) => Promise<unknown>) => void;
} {
  const held: { call?: (...args: unknown[]) => Promise<unknown> } = {};
  return {
    act: async (...args) => held.call?.(...args),
    use: (call) => {
      held.call = call;
    },
  };
}

/** A layout with something of its own to keep. */
export function layout(children: ReactNode = h(Outlet)): ReactNode {
  return h("main", null, h("input"), children);
}

/** A layout with an error boundary around what it holds. */
export function guarded(): ReactNode {
  const fallback = ({ error, reset }: { error: Error; reset: () => void }): ReactNode =>
    h("button", { onClick: reset }, `failed: ${error.message}`);
  return h(ErrorBoundary, { fallback }, h(Outlet));
}

/** Makes a fresh stage for every test of a file, and holds it to reporting nothing. */
export function setStage(): void {
  beforeEach(() => {
    asked.length = caught.length = reported.length = 0;
    document.body.replaceChildren(box);
    vi.stubGlobal("scrollTo", vi.fn());
    vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
    vi.stubGlobal(
      "fetch",
      (url: string, { method = "GET", headers, signal }: RequestInit) =>
        new Promise((answer: Asked["answer"], fail) => {
          const given = signal ?? undefined;
          given?.addEventListener("abort", () => fail(new DOMException("aborted", "AbortError")));
          asked.push({ url, method, headers: new Headers(headers), signal: given, answer });
        }),
    );
  });
  afterEach(() => {
    stage.root?.unmount();
    expect(reported).toEqual([]);
    vi.unstubAllGlobals();
  });
}
