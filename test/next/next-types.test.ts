import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
// Inside the repository, so that the app finds React's types.
const app = mkdtempSync(join(root, "node_modules/.next-types-"));
afterAll(() => rmSync(app, { recursive: true }));

const files = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "ES2022",
      lib: ["ES2023", "DOM", "DOM.Iterable"],
      module: "ESNext",
      moduleResolution: "bundler",
      jsx: "react-jsx",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      types: ["node"],
      // The sources stand for the built package, which this test must not need.
      paths: {
        "edict/next": [join(root, "src/next/index.ts")],
        "edict/next/dynamic": [join(root, "src/next/dynamic.client.ts")],
        "edict/next/navigation": [join(root, "src/next/navigation.client.ts")],
        "edict/next/*": [join(root, "src/next/*.ts"), join(root, "src/next/*.tsx")],
      },
    },
    files: [join(root, "src/next/next-types.d.ts"), "page.tsx", "wrong.tsx"],
  }),
  "page.tsx": `
import type { Metadata, NextConfig } from "next";
import { refresh, revalidatePath, revalidateTag, updateTag } from "next/cache";
import dynamic from "next/dynamic";
import { Inter, Roboto_Mono } from "next/font/google";
import localFont from "next/font/local";
import Form from "next/form";
import { cookies, headers } from "next/headers";
import Image, { getImageProps, type ImageLoader } from "next/image";
import Link, { type LinkProps } from "next/link";
import { notFound, redirect, RedirectType, usePathname, useRouter, useSearchParams, type ReadonlyURLSearchParams } from "next/navigation";
import { ImageResponse } from "next/og";
import Script from "next/script";
import { after, NextResponse, userAgent, type NextProxy, type NextRequest } from "next/server";
import "server-only";
import styles from "./page.module.css";
import "./global.css";

const loader: ImageLoader = ({ src, width }) => src + width;
const Chart = dynamic(() => import("./chart.tsx").then(({ Chart: C }) => C), { ssr: false });
export async function Post({ params, searchParams }: PageProps<"/posts/[id]">): Promise<React.ReactNode> {
  const { id } = await params;
  const { q } = await searchParams;
  return <><Image src="/a.jpg" alt={id} width={9} height="9" loader={loader} /><Chart title={String(q)} /><Script src="/s.js" strategy="lazyOnload" /></>;
}
export const source: string | undefined = getImageProps({ src: "/a.jpg", alt: "", fill: true }).props.src;
export const isBot: boolean = userAgent({ headers: new Headers() }).isBot;

const inter = Inter({ subsets: ["latin"], variable: "--inter" });
const mono = Roboto_Mono({ weight: ["400", "700"], display: "swap" });
const body = localFont({ src: [{ path: "./body.woff2", weight: "400" }], variable: "--body" });
export const fonts: string[] = [inter.variable, mono.className, body.variable, body.style.fontFamily];
export const card = new ImageResponse(<div tw="flex">card</div>, { width: 9, headers: { "x-card": "yes" } });
export const metadata: Metadata = { title: { template: "%s | Forum", default: "Forum" } };
export const config: NextConfig = { serverActions: { bodySizeLimit: "2mb" } };
export const proxy: NextProxy = (request: NextRequest) =>
  request.cookies.has("session") ? NextResponse.next() : NextResponse.redirect(new URL("/login", request.url));

export async function save(title: string | undefined): Promise<string> {
  if (title === undefined) notFound();
  (await cookies()).set("seen", (await headers()).get("accept-language") ?? "", { maxAge: 60 });
  revalidatePath("/posts/[id]", "page");
  revalidateTag("posts", "max");
  updateTag("posts");
  refresh();
  after(() => title.length);
  if (title === "") redirect("/", RedirectType.replace);
  return title;
}

export function Search(props: Omit<LinkProps, "href">): React.ReactNode {
  const search: ReadonlyURLSearchParams = useSearchParams();
  const router = useRouter();
  return (
    <Form action="/search" className={styles["form"]}>
      <Link {...props} href={usePathname()} onClick={() => router.push("/")}>{search.get("q")}</Link>
    </Form>
  );
}
`,
  "chart.tsx": "export function Chart({ title }: { title: string }) { return <p>{title}</p>; }",
  "wrong.tsx": `
import { unstable_expirePath } from "next/cache";
import { revalidatePath } from "next/cache";
revalidatePath("/", "everything");
export const slug = async ({ params }: RouteContext<"/posts/[id]">) => (await params).slug;
export { unstable_expirePath };
import localFont from "next/font/local";
export const none = localFont({ src: "./a.woff2" }).variable;
`,
};

test("an app's imports of next/* have types, and wrong ones are named", () => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app, name), text);
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", app],
    {
      encoding: "utf8",
      cwd: app,
      timeout: 60_000,
    },
  );
  const lines = stdout.split("\n").filter((line) => line.includes("error"));
  expect(lines).toEqual([
    expect.stringContaining("wrong.tsx(2,10): error TS2305"),
    expect.stringContaining("wrong.tsx(4,21): error TS2345"),
    expect.stringContaining("wrong.tsx(5,87): error TS2339"),
    expect.stringContaining("wrong.tsx(8,53): error TS2339"),
  ]);
}, 30_000);
