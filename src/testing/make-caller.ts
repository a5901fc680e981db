import { randomBytes } from "node:crypto";
import { createHandServer, makeKeyRing, printEntry, type HandServer } from "../server/index.ts";
import { callResult, type CallResult } from "./call-result.ts";
import { formOfFields, type FormFields } from "./form-of-fields.ts";
import { makeRequest, type MadeRequest } from "./make-request.ts";
import type { VisitorOptions } from "./visitor-options.ts";

/** Calls whatever it is given; the doors of this room say what an action may be given. */
export interface Caller {
  readonly call: (
    action: unknown,
    args: readonly unknown[],
    request?: MadeRequest,
  ) => Promise<CallResult<never>>;
  readonly post: (
    action: unknown,
    fields: FormFields,
    request?: MadeRequest & { readonly state?: unknown },
  ) => Promise<CallResult<never>>;
  readonly read: <T>(fn: () => T | PromiseLike<T>, request?: MadeRequest) => Promise<T>;
  readonly cookies: ReadonlyMap<string, string>;
}

/**
 * Makes what calls for one visitor.
 * @throws TypeError for an option that is wrong
 */
export function makeCaller(options: VisitorOptions): Caller {
  const { origin = "http://localhost:3000", headers = {} } = options;
  const cookies = new Map(Object.entries(options.cookies ?? {}));
  const log: string[] = [];
  const server = openServer(options, origin, log);
  const run = async (
    action: unknown,
    args: readonly unknown[],
    request: Request,
  ): Promise<CallResult<never>> => {
    const ran = await server.call(request, checkAction(action), args);
    for (const { name, value } of ran.store.pendingCookies.values())
      if (value === undefined) cookies.delete(name);
      else cookies.set(name, value);
    return callResult(ran, log.splice(0));
  };
  const sending = { method: "POST", origin, headers, cookies } as const;
  return {
    call: async (action, args, request = {}) => run(action, args, makeRequest(request, sending)),
    post: async (action, fields, request = {}) => {
      const form = formOfFields(fields);
      const args = "state" in request ? [request.state, form] : [form];
      return run(action, args, makeRequest(request, { ...sending, contentType: formType }));
    },
    read: async (fn, request = {}) =>
      server.read(makeRequest(request, { ...sending, method: "GET" }), fn),
    cookies,
  };
}

const formType = "multipart/form-data";

function openServer(
  { timeoutSeconds, cacheLife }: VisitorOptions,
  origin: string,
  log: string[],
): HandServer {
  return createHandServer({
    origins: [origin],
    keys: makeKeyRing(randomBytes),
    log: (entry) => void log.push(printEntry(entry)),
    ...(cacheLife === undefined ? {} : { cacheLife }),
    ...(timeoutSeconds === undefined
      ? {}
      : { limits: { actionTimeoutMs: Math.ceil(timeoutSeconds * 1_000) } }),
  });
}

function checkAction(action: unknown): Parameters<HandServer["call"]>[1] {
  if (typeof action !== "function")
    throw new TypeError(
      `An action is a function, and this is ${action === null ? "null" : typeof action}. Import it from its "use server" file by its name.`,
    );
  return action as Parameters<HandServer["call"]>[1]; // any function may be one: what it is given was typed by who called
}
