import { Readable } from "node:stream";
import {
  draftMode,
  refresh,
  revalidatePath,
  revalidateTag,
  updateTag,
} from "../../src/context/index.ts";
import type { PageRequest, Renderer } from "../../src/render/index.ts";
import type { Route } from "../../src/routing/index.ts";
import { fakeApp } from "../http/fake-app.ts";
import { startHost, type Host, type Received, type Sent } from "../http/hosts.ts";

/** What a route says of itself. */
export type Settings = NonNullable<Route["settings"]>;

/** An app whose pages show what a test says, and how often it was rendered by then. */
export interface Shop extends Host {
  readonly renders: () => number;
  readonly see: (who: string, sent?: Sent) => Promise<Received>;
}

/** What can be called in a shop. */
export const actions = {
  path: async (): Promise<void> => revalidatePath("/"),
  pattern: async (): Promise<void> => revalidatePath("/posts/[id]", "page"),
  all: async (): Promise<void> => revalidatePath("/", "layout"),
  tag: async (): Promise<void> => revalidateTag("posts"),
  late: async (): Promise<void> => revalidateTag("posts", "max"),
  own: async (): Promise<void> => updateTag("posts"),
  fresh: async (): Promise<void> => refresh(),
  draft: async (): Promise<void> => (await draftMode()).enable(),
};

/** Opens a shop whose routes `/` and `/posts/[id]` have these settings; each page begins with the number of its render. */
export async function openShop(
  settings: Settings | undefined,
  show: (page: PageRequest) => unknown = () => "shop",
  more: { readonly proxy?: Readonly<Record<string, unknown>> } = {},
): Promise<Shop> {
  let renders = 0;
  const write = (page: PageRequest): Readable => {
    const made = ++renders;
    // As React does: begun at once, and made while it is read.
    const rest = (async () => show(page))();
    return Readable.from(
      (async function* () {
        yield Buffer.from(`${made} `);
        yield Buffer.from(String(await rest));
      })(),
    );
  };
  const renderer: Partial<Renderer> = {
    renderHtml: async (page) => ({ kind: "html", status: 200, body: write(page) }),
    renderSegments: async (page) => write(page),
    renderAnswer: async ({ page }) =>
      Readable.from([Buffer.from(page === undefined ? "" : "fresh")]),
  };
  const both = settings === undefined ? {} : { "/": settings, "/posts/[id]": settings };
  const host = await startHost(
    "in memory",
    fakeApp({ renderer, actions, settings: both, ...more }).build,
  );
  const see = (who: string, sent: Sent = {}): Promise<Received> =>
    host.send({ ...sent, headers: { cookie: `who=${who}`, "x-who": who, ...sent.headers } });
  return { ...host, renders: () => renders, see };
}

/** The settings of a page that stays until it is revalidated. */
export const endless: Settings = { revalidate: false };
