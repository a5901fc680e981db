import { afterAll, beforeAll, expect, test } from "vitest";
import {
  buildPackage,
  buildSmallApp,
  makeApp,
  removeApp,
  startBuiltApp,
  startSmallApp,
  submitForm,
  until,
  writeFiles,
  type AppFiles,
} from "./small-app.ts";

const made: string[] = [];

beforeAll(buildPackage, 60_000);

afterAll(() => Promise.all(made.map(removeApp)));

const guard = (word: string): string => `import { NextResponse } from "next/server";
  export const config = { matcher: ["/admin/:path*", "/old"] };
  export function proxy(request) {
    if (request.nextUrl.pathname === "/old") return NextResponse.rewrite(new URL("/admin", request.url));
    if (request.cookies.get("key")?.value !== "right") return new Response("${word}", { status: 401 });
    const response = NextResponse.next();
    response.cookies.set("visits", "1");
    return response;
  }`;

const files: AppFiles = {
  "app/layout.tsx":
    "export default ({ children }) => <html><head /><body>{children}</body></html>;",
  "app/page.tsx": "export default () => <p>home</p>;",
  "app/admin/page.tsx": `import { cookies } from "next/headers";
    import { wipe } from "./actions";
    export default async () => <form action={wipe}><p>visits {(await cookies()).get("visits")?.value}</p></form>;`,
  "app/admin/actions.ts": `"use server";
    import { redirect } from "next/navigation";
    export async function wipe() { redirect("/wiped"); }`,
};

async function makeProxied(more: AppFiles = {}): Promise<string> {
  const root = await makeApp({ ...files, "proxy.ts": guard("locked"), ...more });
  made.push(root);
  return root;
}

const key = { headers: { cookie: "key=right", accept: "text/html" } };

async function textAt(url: string, init: RequestInit = {}): Promise<string> {
  return (await fetch(url, init)).text();
}

async function expectGuarded(url: string): Promise<void> {
  expect(await textAt(url)).toContain("<p>home</p>");
  expect(await textAt(`${url}/admin`)).toBe("locked");
  expect(await textAt(`${url}/admin`, key)).toContain("visits <!-- -->1");
  // A rewrite is no way around what the page itself asks; the proxy has spoken.
  expect(await textAt(`${url}/old`)).toContain("<form");
  expect((await submitForm(`${url}/old`)).status).toBe(303);
}

test("a built app stands behind its proxy", async () => {
  const root = await makeProxied();
  const { output, code } = await buildSmallApp(root);
  expect({ output, code }).toMatchObject({ code: 0 });
  const app = await startBuiltApp(root);
  await expectGuarded(app.url).finally(app.stop);
}, 120_000);

test("in development the proxy is the one that is saved, and comes and goes with its file", async () => {
  const root = await makeProxied();
  const app = await startSmallApp(root);
  try {
    await expectGuarded(app.url);
    await writeFiles(root, { "proxy.ts": guard("shut") });
    await until(async () => (await textAt(`${app.url}/admin`)) === "shut");
    await writeFiles(root, { "proxy.ts": "export const proxy = () => { throw new Error('x'); };" });
    await until(async () => (await fetch(`${app.url}/`)).status === 500);
    await removeApp(`${root}/proxy.ts`);
    await until(async () => (await fetch(`${app.url}/admin`)).status === 200);
    await writeFiles(root, { "middleware.ts": guard("older") });
    await until(async () => (await textAt(`${app.url}/admin`)) === "older");
  } finally {
    await app.stop();
  }
}, 120_000);

test("a proxy that cannot be run stops the build, and a computed one the start", async () => {
  const root = await makeProxied({
    "proxy.ts": "export const config = { matcher: 'admin' }; export function proxy() {}",
  });
  const refused = await buildSmallApp(root);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("proxy-invalid") });
  await writeFiles(root, {
    "proxy.ts": "export const config = { matcher: ['ad' + 'min'] }; export function proxy() {}",
  });
  expect(await buildSmallApp(root)).toMatchObject({ code: 0 });
  await expect(startBuiltApp(root)).rejects.toThrow(
    /The app's proxy cannot be run: proxy\.ts: config\.matcher\[0\] "admin" is no pattern/,
  );
}, 120_000);
