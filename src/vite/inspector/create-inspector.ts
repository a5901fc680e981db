import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { EndedRun, LogEntry } from "../../server/index.ts";
import type { DevApp } from "../dev-app.ts";
import { createCallList, type CallList } from "./call-list.ts";
import { inspectorPage } from "./inspector-page.ts";
import { refuseInspection } from "./may-inspect.ts";

/** The page of the last calls at `/_edict/`, in development. */
export interface Inspector {
  /** Takes what the terminal is told. */
  readonly addRun: (run: EndedRun) => void;
  readonly addEntry: (entry: LogEntry) => void;
  /** Answers what is asked of the page; false for every other request. */
  readonly answer: (message: IncomingMessage, response: ServerResponse, app: DevApp) => boolean;
}

const capacity = 100;
/** Pages that are kept up to date at a time. */
const maxListening = 8;
/** Calls that come within this time are one change. */
const quietMs = 250;

/** Makes the page of a development server's calls. */
export function createInspector(): Inspector {
  const calls = createCallList(capacity, () => new Date());
  const listening = new Set<ServerResponse>();
  return {
    addRun: calls.addRun,
    addEntry: calls.addEntry,
    answer: (message, response, app) => {
      const path = (message.url ?? "/").replace(/[?#].*/s, "");
      if (path !== "/_edict" && path !== "/_edict/" && path !== "/_edict/events") return false;
      const refusal = refuseInspection(message);
      if (refusal !== undefined) {
        end(response, refusal.status, { allow: "GET, HEAD", ...plain }, `${refusal.sentence}\n`);
      } else if (path === "/_edict") {
        end(response, 308, { location: "/_edict/" }, "");
      } else if (path === "/_edict/events") {
        keepTold(calls, message, response, listening);
      } else {
        show(calls, response, app);
      }
      return true;
    },
  };
}

const plain = { "content-type": "text/plain; charset=utf-8" };

function show(calls: CallList, response: ServerResponse, { actions, routes }: DevApp): void {
  const nonce = randomBytes(16).toString("base64");
  const html = inspectorPage({
    calls: calls.shown(),
    actions: [...actions.entries.values()],
    routes: routes.current.table.routes,
    nonce,
  });
  const own = `'nonce-${nonce}'`;
  end(
    response,
    200,
    {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src ${own}; script-src ${own}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    html,
  );
}

/** Sends an event for every change: what changed, the page asks for itself. */
function keepTold(
  calls: CallList,
  { method }: IncomingMessage,
  response: ServerResponse,
  listening: Set<ServerResponse>,
): void {
  if (listening.size >= maxListening)
    return end(response, 503, plain, "Too many pages listen to this server.\n");
  const head = { ...guarding, "content-type": "text/event-stream" };
  response.writeHead(200, head);
  if (method === "HEAD") return void response.end();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    response.write("data: changed\n\n");
  };
  listening.add(response);
  const stop = calls.onChange(() => {
    timer ??= setTimeout(tell, quietMs);
  });
  response.once("close", () => {
    stop();
    clearTimeout(timer);
    listening.delete(response);
  });
  tell();
}

/** No other site reads, frames or keeps any of it. */
const guarding = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
} as const;

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.writeHead(status, { ...guarding, ...headers });
  response.end(response.req.method === "HEAD" ? "" : body);
}
