/** Asks a host that serves the app of `test/fixtures/apps/hosts` what browsers ask. */
export interface HostClient {
  readonly host: () => SmokeHost;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly state: () => Promise<State>;
  /** Calls an action as a hydrated page does. */
  readonly call: (name: string, body?: BodyInit, more?: CallParts) => Promise<Response>;
  /** Fills a form of the page and sends it as a browser without JavaScript does. */
  readonly submit: (id: string, text: string) => Promise<Response>;
}

/** A host that serves the app of `test/fixtures/apps/hosts`. */
export interface SmokeHost {
  /** Without a final slash. */
  readonly origin: string;
  /** Ids of the app's actions, by name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly build: string;
  /** Path of a file of the build that is named by its content. */
  readonly asset: string;
}

/** What a call has beside its action and its arguments. */
export interface CallParts {
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** What `/api/state` of the app sends. */
interface State {
  readonly visits: number;
  readonly runs: number;
  readonly posts: readonly string[];
  readonly waiting: number;
  readonly aborted: number;
  readonly after: number;
}

/** Makes the client of a host, which may start later. */
export function createHostClient(host: () => SmokeHost): HostClient {
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(host().origin + path, { headers: { accept: "text/html", ...headers } });
  const state = async (): Promise<State> => (await (await get("/api/state")).json()) as State; // what the handler of the app sends
  const call: HostClient["call"] = (name, body = "[]", more = {}) => {
    const { origin, ids, build } = host();
    return fetch(`${origin}/`, {
      method: "POST",
      body,
      headers: {
        origin,
        accept: "text/x-component",
        ...(typeof body === "string" ? { "content-type": "text/plain;charset=utf-8" } : {}),
        "edict-action": ids[name] ?? name,
        "edict-build": build,
        "edict-page": "/",
        ...more.headers,
      },
      ...(more.signal === undefined ? {} : { signal: more.signal }),
    });
  };
  const submit = async (id: string, text: string): Promise<Response> => {
    const html = await (await get("/")).text();
    const form = new RegExp(`<form id="${id}".*?</form>`, "s").exec(html)?.[0] ?? "";
    const body = new FormData();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      const at = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "";
      const given = at("name") === "text" ? text : at("value").replaceAll("&quot;", '"');
      body.append(at("name"), given);
    }
    const { origin } = host();
    return fetch(`${origin}/`, {
      method: "POST",
      body,
      headers: { origin, accept: "text/html" },
      redirect: "manual",
    });
  };
  return { host, get, state, call, submit };
}
