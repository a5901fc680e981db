// The app of one process of a history: pages that are kept for everybody, by the package's own line of a request.
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

const origin = "http://localhost:3000";
const none = new Uint8Array();

/** A request as an adapter hands it over. */
function requestTo(method, target, cookie) {
  const headers = new Headers({ host: "localhost:3000", origin, cookie });
  return {
    method,
    target,
    httpVersion: "1.1",
    header: (name) => headers.get(name) ?? undefined,
    headerValues: (name) => (headers.has(name) ? [headers.get(name)] : []),
    toHeaders: () => headers,
    peer: "127.0.0.1",
    encrypted: false,
    signal: new AbortController().signal,
    body: {
      listen: (_, onEnd) => queueMicrotask(() => onEnd(true)),
      cancel: () => undefined,
      async *[Symbol.asyncIterator]() {},
    },
  };
}

function routeOf(kind, names, settings) {
  return {
    kind,
    pattern: `/${names.join("/")}`,
    file: `app/${names.join("/")}/${kind === "page" ? "page.tsx" : "route.ts"}`,
    segments: ["", ...names].map((name) => ({ name, files: {} })),
    settings,
  };
}

/**
 * Opens the app. Its pages, all of a route that asks for them to be kept, show what the source holds of each of their tags:
 * `/tagged/[page]` reads it through the cache, `/direct/[page]` by itself, and `/mine/[page]` shows its visitor too.
 * @param tagsOf the tags of a page
 */
export async function openApp({ load, cacheStore, onError, readSource, tagsOf }) {
  const { createRequestHandler, parseKeyRing } = await load("server/index.js");
  const context = await load("context/index.js");
  const readTag = context.cache(readSource, { key: "source", tags: (tag) => [`t${tag}`] });
  const show = async ({ match, path }) => {
    const page = Number(match.params.page);
    const isDirect = path.startsWith("/direct");
    const seen = [];
    for (const tag of tagsOf(page)) {
      seen.push([tag, isDirect ? readSource(tag) : await readTag(tag)]);
      await sleep(1);
    }
    // Late, as in the last chunk of a stream.
    const visitor = path.startsWith("/mine") ? (await context.cookies()).get("who")?.value : page;
    return JSON.stringify({ visitor: Number(visitor ?? -1), seen });
  };
  const renderHtml = async (page) => {
    const shown = show(page);
    shown.catch(() => undefined); // the stream tells it
    const chunks = (async function* () {
      yield Buffer.from(" ");
      yield Buffer.from(await shown);
    })();
    return { kind: "html", status: 200, body: Readable.from(chunks) };
  };
  const change = (request) => {
    const tag = Number(new URL(request.url).searchParams.get("tag"));
    context.revalidateTag(`t${tag}`);
    // What nobody tagged is known by its path.
    context.revalidatePath("/direct/[page]", "page");
    return new Response("changed");
  };
  const kept = { revalidate: false };
  const pages = ["tagged", "direct", "mine"].map((name) => routeOf("page", [name, "[page]"], kept));
  const build = {
    buildId: "b1",
    mode: "production",
    actions: new Map(),
    routes: { routes: [...pages, routeOf("handler", ["change"])], root: { name: "", files: {} } },
    register: async () => undefined,
    loadHandler: async () => ({ POST: change }),
    renderer: { renderHtml },
  };
  const keys = parseKeyRing("k1:q83vASNFZ4mrze/+3LqYdlQyEAESIzRFVmd4iZqrvM0=").value;
  const log = ({ level }) => level === "error" && onError();
  const handler = createRequestHandler(build, { origins: [origin], keys, cacheStore, log });
  const send = async (method, target, cookie = "") => {
    const { status, headers, body } = await handler.handle(requestTo(method, target, cookie));
    const text = body === null ? "" : await new Response(toWeb(body)).text();
    return { status, headers: new Map(headers), text };
  };
  return {
    /** Gives what a visitor sees of a page, and whether it was kept. */
    async see(path, visitor) {
      const { status, headers, text } = await send("GET", path, `who=${visitor}`);
      if (status !== 200) throw new Error(`${path} has status ${status}: ${text}`);
      return { ...JSON.parse(text), isHit: headers.get("edict-cache") === "hit" };
    },
    /** Tells whether a revalidation of a tag was acknowledged. */
    async change(tag) {
      const { status, headers } = await send("POST", `/change?tag=${tag}`);
      return status === 200 && headers.get("edict-revalidation") !== "failed";
    },
  };
}

function toWeb(body) {
  return body instanceof Readable ? Readable.toWeb(body) : (body ?? none);
}
