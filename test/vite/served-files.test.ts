/** Pictures and files for machines in `app/`, as they lie there and as code makes them, in a built app and in development. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { imageSize } from "image-size";
import { describe, expect, test } from "vitest";
import { startSmallApp, until } from "./small-app.ts";
import { bothModes, useBuiltApp, useServer } from "./suite-app.ts";

/** One transparent pixel. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>';

const files = {
  "app/layout.tsx": `
    export const metadata = { openGraph: { siteName: "Shop" } };
    export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }`,
  "app/page.tsx": "export default function Page() { return <p>start</p>; }",
  "app/robots.txt": "User-Agent: *\nAllow: /\n",
  "app/manifest.ts": 'export default () => ({ name: "Shop" });',
  "app/icon.svg": drawing,
  "app/(posts)/posts/[id]/page.tsx": "export default function Post() { return <p>post</p>; }",
  "app/(posts)/posts/[id]/opengraph-image.tsx": `
    export const size = { width: 1200, height: 630 };
    export const contentType = "image/svg+xml";
    export const alt = "One post";
    export default async function Image({ params }) {
      return new Response("<svg>" + (await params).id + "</svg>", { headers: { "content-type": contentType } });
    }`,
  "app/drawn/page.tsx": "export default function Page() { return <p>drawn</p>; }",
  "app/drawn/opengraph-image.tsx": `
    import { ImageResponse } from "next/og";
    export const size = { width: 240, height: 120 };
    export const contentType = "image/png";
    const Title = ({ text }) => <div style={{ display: "flex", fontSize: 40, color: "red" }}>{text}</div>;
    export default () => new ImageResponse(<Title text="The shop" />, size);`,
  "app/drawn/card/route.tsx": `
    import { ImageResponse } from "next/og";
    export const GET = () => new ImageResponse(<div tw="flex bg-red-500 w-full h-full">card</div>, {
      width: 30, height: 20, status: 201, headers: { "cache-control": "private", "x-card": "yes" },
    });
    export const POST = () => new ImageResponse(<div style={{ display: "grid" }}><b>1</b><b>2</b></div>);`,
  "app/wrong/page.tsx": "export default function Page() { return <p>wrong</p>; }",
  "app/wrong/icon.tsx":
    'export const generateImageMetadata = () => "one"; export default () => new Response();',
  "app/wrong/twitter-image.tsx":
    'export * from "../../pictures"; export default () => new Response();',
  "pictures.ts": "export const generateImageMetadata = () => [{ id: 1 }];",
  "app/shop/[place]/page.tsx": "export default function Page() { return <p>shop</p>; }",
  "app/shop/[place]/sitemap.ts": `
    export async function generateSitemaps() { return [{ id: 0 }, { id: "old" }]; }
    export default async function sitemap({ id }) {
      return [{ url: "https://shop.example/" + (await id) + "/" + typeof (await id) }];
    }`,
  "app/shop/[place]/icon.tsx": `
    const sizes = new Map([["small", 32], ["large", 512]]);
    export const contentType = "text/plain";
    export function generateImageMetadata({ params }) {
      return [...sizes].map(([id, side]) => ({
        id, size: { width: side, height: side }, contentType: "image/svg+xml", alt: params.place,
      }));
    }
    export default async function Icon({ id, params }) {
      const { place, ...others } = await params;
      return new Response([await id, place, Object.keys(others).length].join(" "));
    }`,
  "app/shop/[place]/opengraph-image1.tsx": `
    export const generateImageMetadata = async () => [{ id: 7, contentType: "image/png", alt: "seven" }];
    export default async ({ id }) => new Response("picture " + (await id));`,
  "app/wrong/apple-icon.tsx": 'export default () => "a text";',
};

const built = useBuiltApp(files, (root) => {
  mkdirSync(join(root, "app/shelf"));
  writeFileSync(join(root, "app/shelf/page.tsx"), files["app/page.tsx"]);
  writeFileSync(join(root, "app/shelf/opengraph-image.png"), pixel);
  writeFileSync(join(root, "app/shelf/opengraph-image.alt.txt"), "A shelf\n");
  writeFileSync(join(root, "app/favicon.ico"), pixel);
});

describe.each(bothModes)("in %s", (_name, start) => {
  const app = useServer(() => start(built.root));

  /** The tags of a page's head that name files. */
  const named = async (path: string): Promise<string[]> => {
    const page = await fetch(app.url + path, { headers: { accept: "text/html" } });
    const html = await page.text();
    return [...html.matchAll(/<(?:link rel="(?:icon|manifest)"|meta property="og:)[^>]*>/g)].map(
      ([tag]) => tag.replace(app.url, "").replaceAll(/\?[\w-]{12}"/g, '?hash"'),
    );
  };

  test("a page names the files of its folders", async () => {
    const [manifest, favicon, icon, ...graph] = await named("/shelf");
    expect(manifest).toContain('href="/manifest.webmanifest"');
    expect(favicon).toMatch(/href="\/favicon\.ico\?hash".* sizes="1x1"/);
    expect(icon).toMatch(/href="\/icon\.svg\?hash".* sizes="any"/);
    expect(graph.join("\n")).toContain('content="Shop"');
    expect(graph.join("\n")).toContain('content="/shelf/opengraph-image.png?hash"');
    expect(graph.join("\n")).toContain('content="A shelf"');
    expect((await named("/posts/5")).join("\n")).toContain('"/posts/5/opengraph-image-posts"');
  });

  test("they are sent as they lie there: for ever under their hash, asked for again without it", async () => {
    const page = await (
      await fetch(app.url + "/shelf", { headers: { accept: "text/html" } })
    ).text();
    const path = /\/shelf\/opengraph-image\.png\?[\w-]{12}/.exec(page)?.[0] ?? "";
    const kept = await fetch(app.url + path);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(pixel);
    expect(kept.headers.get("content-type")).toBe("image/png");
    expect(kept.headers.get("cache-control")).toContain("immutable");
    const robots = await fetch(app.url + "/robots.txt");
    expect(await robots.text()).toBe(files["app/robots.txt"]);
    expect(robots.headers.get("cache-control")).toContain("max-age=0");
    const held = { "if-none-match": robots.headers.get("etag") ?? "" };
    expect((await fetch(app.url + "/robots.txt", { headers: held })).status).toBe(304);
  });

  test("what code makes is made for the parameters of its address", async () => {
    const picture = await fetch(app.url + "/posts/7/opengraph-image-posts");
    expect(await picture.text()).toBe("<svg>7</svg>");
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
  });

  test("one file makes several sitemaps, each at an address of its own", async () => {
    const sitemap = async (name: string): Promise<readonly [number, string]> => {
      const answer = await fetch(`${app.url}/shop/oslo/sitemap${name}`);
      return [answer.status, await answer.text()];
    };
    const [status, text] = await sitemap("/0.xml");
    expect(status).toBe(200);
    expect(text).toContain("<loc>https://shop.example/0/string</loc>");
    expect((await sitemap("/old.xml"))[1]).toContain("https://shop.example/old/string");
    for (const name of ["/1.xml", "/0", "/0.XML", ".xml", "/.xml", "/0.xml/0.xml"])
      expect([name, (await sitemap(name))[0]]).toEqual([name, 404]);
  });

  test("one file makes several pictures, which pages name", async () => {
    const picture = async (path: string): Promise<string> => {
      const answer = await fetch(`${app.url}/shop/oslo/${path}`);
      return `${answer.status} ${await answer.text()}`;
    };
    expect(await picture("icon/small")).toBe("200 small oslo 0");
    expect(await picture("icon/large")).toBe("200 large oslo 0");
    expect(await picture("opengraph-image1/7")).toBe("200 picture 7");
    for (const path of ["icon/huge", "icon/toString", "opengraph-image1/7.xml"])
      expect(await picture(path)).toBe("404 Not Found");
    for (const path of ["icon", "icon/"]) expect(await picture(path)).toMatch(/^404 /);
    const head = (await named("/shop/oslo")).join("\n");
    expect(head).toMatch(/href="\/shop\/oslo\/icon\/small" type="image\/svg\+xml" sizes="any"/);
    expect(head).toContain('href="/shop/oslo/icon/large"');
    expect(head).toContain('content="/shop/oslo/opengraph-image1/7"');
    expect(head).toContain('content="seven"');
  });

  test("ImageResponse draws elements, functions and classes of Tailwind among them", async () => {
    const picture = await fetch(`${app.url}/drawn/opengraph-image`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    const bytes = new Uint8Array(await picture.arrayBuffer());
    expect(imageSize(bytes)).toMatchObject({ width: 240, height: 120, type: "png" });
    const card = await fetch(`${app.url}/drawn/card`);
    expect([card.status, card.headers.get("cache-control"), card.headers.get("x-card")]).toEqual([
      201,
      "private",
      "yes",
    ]);
    const drawn = new Uint8Array(await card.arrayBuffer());
    expect(imageSize(drawn)).toMatchObject({ width: 30, height: 20 });
  });

  test("a picture that cannot be drawn is in the log", async () => {
    const answer = await fetch(`${app.url}/drawn/card`, { method: "POST" }).then(
      (given) => given.arrayBuffer(),
      (error: unknown) => error,
    );
    expect(answer).not.toHaveProperty("byteLength");
    await until(() => app.output().includes('CSS property "display"'));
  });

  test("what makes no picture, or no list of several, says so in the log", async () => {
    expect((await fetch(app.url + "/wrong/icon/1")).status).toBe(500);
    expect((await fetch(app.url + "/wrong/apple-icon")).status).toBe(500);
    expect((await fetch(app.url + "/wrong/twitter-image")).status).toBe(500);
    await until(() => app.output().includes("returned no Response"));
    expect(app.output()).toContain("must return a list of objects with an id each");
    expect(app.output()).toContain("by `export *`");
  });
});

test("what comes while the app is developed is served, at the address that it has by then", async () => {
  const app = await startSmallApp(built.root);
  try {
    const asked = async (path: string): Promise<number> => (await fetch(app.url + path)).status;
    expect(await asked("/icon1.png")).toBe(404);
    writeFileSync(join(built.root, "app/icon1.png"), pixel);
    await until(async () => (await asked("/icon1.png")) === 200, 40_000);
    const sitemap = join(built.root, "app/shelf/sitemap.ts");
    writeFileSync(sitemap, "export default () => [];");
    await until(async () => (await asked("/shelf/sitemap.xml")) === 200, 40_000);
    writeFileSync(
      sitemap,
      "export default () => [];\nexport function generateSitemaps() { return [{ id: 3 }]; }",
    );
    await until(async () => (await asked("/shelf/sitemap/3.xml")) === 200, 40_000);
    expect(await asked("/shelf/sitemap.xml")).toBe(404);
  } finally {
    await app.stop();
  }
}, 100_000);
