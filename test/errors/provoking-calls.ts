import { registerAction } from "../../src/action/index.ts";
import {
  after,
  cache,
  cacheLife,
  cacheTag,
  cookies,
  createRequestStore,
  currentStore,
  headers,
  revalidatePath,
  revalidateTag,
  runWithStore,
  searchToRead,
  updateTag,
  type Phase,
  type RouteReads,
  type UsageCode,
} from "../../src/context/index.ts";
import { fetchInRequest } from "../../src/context/cached/fetch-in-request.ts";
import { NextResponse } from "../../src/context/next-response.ts";
import { listStaticParams } from "../../src/render/list-static-params.ts";
import { IncomingFile } from "../../src/server/call/incoming-file.ts";
import { sampleCache } from "../cache/sample-cache.ts";
import { permanentRedirect, redirect } from "../../src/context/signals.ts";

/** A wrong call, and what its message must tell the developer to do. */
export interface ProvokingCall {
  readonly does: string;
  readonly call: () => unknown;
  /** A part of the message: the advice. */
  readonly advice: string;
}

/** Wrong calls that give each code; the type holds the table complete. */
export const provokingCalls: Readonly<
  Record<UsageCode, readonly [ProvokingCall, ...ProvokingCall[]]>
> = {
  "outside-request": [
    {
      does: "reading cookies where no request is answered",
      call: () => cookies(),
      advice: "Call it inside a Server Action, a Server Component, a route handler or proxy.ts",
    },
    {
      does: "revalidating where no request is answered",
      call: () => revalidatePath("/"),
      advice: "Call it inside a Server Action",
    },
  ],
  "wrong-phase": [
    {
      does: "setting a cookie while rendering",
      call: during("render", async () => (await cookies()).set("visited", "yes")),
      advice: "Call it in a Server Action, a route handler or proxy.ts.",
    },
    {
      does: "updating a tag in a route handler",
      call: during("handler", () => updateTag("posts")),
      advice: "Call it in a Server Action.",
    },
  ],
  "read-only-headers": [
    {
      does: "setting a header of the request",
      call: during("handler", async () => (await headers()).set("cache-control", "no-store")),
      advice: "Set a header of the answer in a route handler or in proxy.ts",
    },
  ],
  "upload-is-coming": [
    {
      does: "cutting a file whose bytes are still coming",
      call: () => uploadedFile().slice(0, 4),
      advice: "Read it whole first, with arrayBuffer()",
    },
    {
      does: "reading it twice",
      call: () => {
        const file = uploadedFile();
        return [file.stream(), file.stream()];
      },
      advice: "Call stream() once, or read it whole before, with arrayBuffer()",
    },
    {
      does: "copying it",
      call: () => new Blob([uploadedFile()]),
      advice: "Hand on stream(), or read it whole with arrayBuffer() and copy that",
    },
  ],
  "invalid-redirect": [
    {
      does: "redirecting to what looks like a path",
      call: during("action", () => redirect("//example.com")),
      advice: 'Pass a path such as "/posts/5", or an absolute http or https URL',
    },
    {
      does: "redirecting for good in a way that does not exist",
      // The cast stands for a caller without types.
      call: during("action", () => permanentRedirect("/", "reload" as "push")),
      advice: 'Pass "push", "replace" or nothing.',
    },
  ],
  "invalid-cookie": [
    {
      does: "a cookie with a space in its name",
      call: during("action", async () => (await cookies()).set("color theme", "dark")),
      advice: "Use letters, digits and",
    },
    {
      does: "a cookie that browsers drop",
      call: during("action", async () => (await cookies()).set("draft", "a".repeat(5_000))),
      advice: "Keep an id in the cookie, and the rest on the server.",
    },
  ],
  "invalid-revalidate-path": [
    {
      does: "revalidating a pattern without saying which part",
      call: during("action", () => revalidatePath("/posts/[id]")),
      advice: 'say which part is meant with "page" or "layout" as second argument',
    },
    {
      does: "revalidating a wildcard",
      call: during("action", () => revalidatePath("/posts/*")),
      advice: "pass the pattern of a route, or use a tag",
    },
  ],
  "invalid-revalidate-tag": [
    {
      does: "revalidating a list of tags",
      call: during("action", () => revalidateTag("posts, authors")),
      advice: "A tag has 1 to 256 characters of printable ASCII, without spaces and commas.",
    },
    {
      does: "revalidating with a profile below zero",
      call: during("action", () => revalidateTag("posts", { expire: -1 })),
      advice: 'Pass the name of a cache life, e.g. "max", or {expire: seconds}.',
    },
  ],
  "invalid-after-task": [
    {
      does: "calling the task of after() instead of passing it",
      // The cast stands for a caller without types.
      call: during("action", () => after(undefined as unknown as () => void)),
      advice: "Pass a function, or a promise.",
    },
  ],
  "invalid-response-url": [
    {
      does: "an answer that redirects to a path",
      call: during("handler", () => NextResponse.redirect("/posts/5")),
      advice: 'Write new URL("/path", request.url)',
    },
    {
      does: "an answer that rewrites to a path",
      call: during("proxy", () => NextResponse.rewrite("/posts/5")),
      advice: 'Write new URL("/path", request.url)',
    },
  ],
  "invalid-use-server-value": [
    {
      does: "registering a string as an action",
      call: () => registerAction("80", "a".repeat(50), "titleLimit in app/actions.ts"),
      advice: "Make it an async function, or move it to a file without the directive.",
    },
  ],
  "request-in-cached-function": [
    {
      does: "reading a cookie in a cached function",
      call: during(
        "render",
        cache(async () => (await cookies()).get("session"), { key: "session" }),
      ),
      advice: "Read it outside, and pass on what the function needs",
    },
  ],
  "outside-cached-function": [
    {
      does: "setting a life where nothing is cached",
      call: during("render", () => cacheLife("hours")),
      advice: 'Call it in a function with "use cache"',
    },
    {
      does: "naming a value where nothing is cached",
      call: during("render", () => cacheTag("posts")),
      advice: 'Call it in a function with "use cache"',
    },
  ],
  "invalid-cache-tag": [
    {
      does: "giving a list as one tag",
      call: () => cache(() => 1, { key: "posts", tags: ["posts, authors"] }),
      advice: "without spaces and commas",
    },
    {
      does: "giving one value 129 tags",
      call: during(
        "render",
        cache(() => cacheTag(...Array.from({ length: 129 }, (_, index) => `tag-${index}`)), {
          key: "posts",
        }),
      ),
      advice: "use one tag for what changes together",
    },
  ],
  "invalid-cache-life": [
    {
      does: "naming a profile that there is not",
      call: during(
        "render",
        cache(() => 1, { key: "posts", life: "fortnight" }),
      ),
      advice: "there are default, seconds, minutes",
    },
    {
      does: "letting a value expire before it is made anew",
      call: during(
        "render",
        cache(() => 1, { key: "posts", life: { revalidate: 60, expire: 1 } }),
      ),
      advice: "expire must be the longer of the two",
    },
  ],
  "invalid-cache-options": [
    {
      does: "caching a function without a key",
      call: () => cache(() => 1, { key: "" }),
      advice: "Name the function, with all that it closes over",
    },
  ],
  "uncacheable-value": [
    {
      does: "returning a function from a cached one",
      call: during(
        "render",
        cache(() => ({ rename: () => 1 }), { key: "user" }),
      ),
      advice: "Pass and return objects, arrays, maps, sets, dates, bytes, texts and numbers",
    },
  ],
  "dynamic-read": [
    {
      does: "reading cookies in a route that is made once for everybody",
      call: during("render", () => cookies(), { visitor: "refused", fetchCache: "auto" }),
      advice: 'or let the route say dynamic = "force-dynamic"',
    },
    {
      does: "reading the search there",
      call: during("render", async () => searchToRead({ tab: "all" }), {
        visitor: "refused",
        fetchCache: "auto",
      }),
      advice: "Read it in a Client Component or an action",
    },
  ],
  "static-params-invalid": [
    {
      does: "listing parameters that are no list",
      call: () => listParams(async () => ({ id: "5" })),
      advice: "a list of parameters is needed",
    },
    {
      does: "listing numbers",
      call: () => listParams(async () => [{ id: 5 }]),
      advice: "a text that is not empty is needed",
    },
    {
      does: "leaving out a parameter that every address has",
      call: () => listParams(async () => [{ slug: "5" }]),
      advice: "gives no `id`, which every address of /posts/[id] has",
    },
  ],
  "fetch-cache-conflict": [
    {
      does: "asking for a fresh response where the route keeps all of them",
      call: during(
        "render",
        () =>
          fetchInRequest(
            { input: "http://127.0.0.1:9/", init: { cache: "no-store" }, original: fetch },
            currentStore("fetch()"),
          ),
        { visitor: "own", fetchCache: "only-cache" },
      ),
      advice: "Change one of the two",
    },
  ],
};

/** Lists the pages of `/posts/[id]` as its page says. */
function listParams(generateStaticParams: () => Promise<unknown>): Promise<unknown> {
  const file = "app/posts/[id]/page.tsx";
  const modules = {
    [file]: { load: async () => ({ generateStaticParams }), styles: () => null },
  };
  return listStaticParams(modules, {
    pattern: "/posts/[id]",
    file,
    settings: { staticParams: [file] },
  });
}

/** Lets `fn` run in that part of a request to http://localhost:3000/. */
function during(phase: Phase, fn: () => unknown, route?: RouteReads): () => unknown {
  return () => {
    const store = createRequestStore({
      phase,
      method: "POST",
      url: "http://localhost:3000/",
      cookieHeader: "",
      headers: () => new Headers(),
      signal: () => new AbortController().signal,
      sealer: { seal: () => "v1.sample.sealed" },
      development: false,
      cache: sampleCache,
    });
    store.route = route;
    return runWithStore(store, fn);
  };
}

function uploadedFile(): File {
  const source = {
    size: 9,
    next: async () => undefined,
    makeRoom: async () => undefined,
    leave: () => undefined,
  };
  return new IncomingFile({ fileName: "tape.bin", type: "" }, source);
}
