import { expect, test } from "vitest";
import { findingsOf, type Files } from "../../../test/compiler/app-of-files.ts";

const page = "export default () => <p />;\n";
const pages: Files = {
  "app/page.tsx": page,
  "app/(shop)/items/page.tsx": page,
  "app/(shop)/items/[id]/page.tsx": page,
  "app/docs/[...path]/page.tsx": page,
};

async function revalidating(call: string, more: Files = {}): Promise<string[]> {
  const code = `import { revalidatePath, updateTag } from "next/cache";\nexport const run = (id: string) => {\n  ${call};\n  return [id, revalidatePath, updateTag];\n};\n`;
  return findingsOf({ ...pages, ...more, "lib/run.ts": code });
}

test.each([
  'revalidatePath("/item")',
  'revalidatePath("/items/[id]")',
  'revalidatePath("/items/[slug]", "page")',
  "revalidatePath(`/item/${id}`)",
  'revalidatePath("/orders", "layout")',
  'revalidatePath("/item/" + id)',
  'updateTag("items")',
  "updateTag(`item-${id}`)",
])("nothing is revalidated by %s", async (call) => {
  expect(await revalidating(call)).toEqual([`revalidate-unknown-target lib/run.ts: ${call}`]);
});

test.each([
  'revalidatePath("/")',
  'revalidatePath("/", "layout")',
  'revalidatePath("/items?page=2")',
  'revalidatePath("/items/7/")',
  'revalidatePath("/(shop)/items/[id]", "page")',
  'revalidatePath("/items", "layout")',
  'revalidatePath("/docs/a/b/c")',
  "revalidatePath(`/items/${id}`)",
  "revalidatePath(`/docs/${id}/more`)",
  "revalidatePath(`/${id}`)",
  "revalidatePath(id)",
  "updateTag(id)",
])("%s may revalidate something", async (call) => {
  expect(await revalidating(call)).toEqual([]);
});

test.each([
  ['fetch("/x", { cache: "force-cache", next: { tags: ["items"] } })'],
  ['cacheTag("a", "items")'],
  ['unstable_cache(async () => 1, [], { tags: ["items"] })'],
  ['load("/x", { tags: ["items"] })'],
  ["cacheTag(`item${1}`)"],
  ["fetch('/x', { cache: 'force-cache', next: { tags } })"],
  ["fetch('/x', { next: options })"],
])("the tag may be set by %s", async (setter) => {
  const code = `import { cacheTag, unstable_cache } from "next/cache";\nexport const read = () => ${setter};\nvoid [cacheTag, unstable_cache];\n`;
  expect(await revalidating('updateTag("items")', { "lib/read.ts": code })).toEqual([]);
});

const cached: Files = {
  "lib/tags.ts":
    'export const Tags = { items: "items", one: { item: "item" } } as const;\nexport const drafts = "drafts";\n',
  "lib/read.ts":
    'import { cacheTag } from "next/cache";\nimport { drafts, Tags } from "./tags";\nimport * as all from "./tags";\nconst prefix = "order-";\nexport const read = (id: string) => cacheTag(Tags.items, Tags.one.item, drafts, all.drafts, prefix, `item-${id}`, "user-" + id);\n',
};

test.each(["itms", "item_7", "drafts2", "use"])("of known constants none is %s", async (tag) => {
  const call = `updateTag("${tag}")`;
  expect(await revalidating(call, cached)).toEqual([
    `revalidate-unknown-target lib/run.ts: ${call}`,
  ]);
});

test.each(["`itme-${id}`", '"usr-" + id'])("no known tag begins as %s", async (tag) => {
  const call = `updateTag(${tag})`;
  expect(await revalidating(call, cached)).toEqual([
    `revalidate-unknown-target lib/run.ts: ${call}`,
  ]);
});

test.each(['"items"', '"item"', '"drafts"', '"order-"', '"item-7"', '"user-7"', "`item-${id}`"])(
  "a known constant is %s",
  async (tag) => {
    expect(await revalidating(`updateTag(${tag})`, cached)).toEqual([]);
  },
);

test.each([
  ["lib/tags.ts", "export const Tags = make();\nexport const drafts = String(1);\n"],
  ["lib/more.ts", 'import { cacheTag } from "next/cache";\ncacheTag(...names());\n'],
  ["lib/more.ts", 'import { cacheTag } from "next/cache";\ncacheTag(`${id}-item`);\n'],
  [
    "lib/more.ts",
    'import { cacheTag } from "next/cache";\nimport { tag } from "tags";\ncacheTag(tag);\n',
  ],
])("what is not known may be any tag: %s %s", async (file, code) => {
  expect(await revalidating('updateTag("itms")', { ...cached, [file]: code })).toEqual([]);
});

test("without its routes an app may have any page and any tag", async () => {
  const code =
    'import { revalidatePath, updateTag } from "next/cache";\nrevalidatePath("/x");\nupdateTag("x");\n';
  expect(await findingsOf({ "lib/run.ts": code })).toEqual([]);
});

const withActions: Files = {
  "app/page.tsx": page,
  "app/notes/page.tsx": 'import { Note } from "./note";\nexport default () => <Note />;\n',
  "app/notes/note.tsx":
    '"use client";\nimport { add } from "./actions";\nexport const Note = () => <button onClick={() => add()} />;\n',
  "app/notes/actions.ts": '"use server";\nexport async function add() {}\n',
};

async function proxied(body: string, matcher?: string): Promise<string[]> {
  const config = matcher === undefined ? "" : `export const config = { matcher: ${matcher} };\n`;
  const proxy = `import { NextResponse } from "next/server";\n${config}export function proxy(request) {\n  const { pathname } = request.nextUrl;\n  ${body}\n  return NextResponse.next();\n}\n`;
  return findingsOf({ ...withActions, "proxy.ts": proxy });
}

const away = "return NextResponse.redirect(new URL('/login', request.url));";

test.each([
  [`if (!request.cookies.has("s")) ${away}`, undefined],
  [`if (!request.cookies.has("s")) ${away}`, '"/notes/:path*"'],
  [`if (!request.cookies.has("s")) ${away}`, '["/((?!api|_next).*)"]'],
  [`if (!request.cookies.has("s")) ${away}`, '[{ source: "/notes" }]'],
  [`if (pathname.startsWith("/notes") && !user) { ${away} }`, undefined],
  [`if (pathname === "/about") return NextResponse.next();\n  ${away}`, undefined],
  [`if (["/about", "/login"].includes(pathname)) return;\n  else ${away}`, undefined],
  [
    `const open = ["/login"];\n  const isOpen = open.some((each) => pathname.startsWith(each));\n  if (!isOpen) ${away}`,
    undefined,
  ],
  [`try { check(); } catch { ${away} }`, undefined],
])("a proxy answers in place of actions: %s %s", async (body, matcher) => {
  expect(await proxied(body, matcher)).toEqual([`proxy-answers-actions proxy.ts: ${away}`]);
});

test.each([
  ["return NextResponse.rewrite(new URL('/de', request.url));", undefined],
  ["if (!user) return NextResponse.json({}, { status: 401 });", undefined],
  [`if (request.method === "GET") ${away}`, undefined],
  [`if (!request.headers.has("next-action")) ${away}`, undefined],
  [`if (!request.cookies.has("s")) ${away}`, '"/admin/:path*"'],
  [`if (!request.cookies.has("s")) ${away}`, '["/((?!notes).+)"]'],
  [`if (!request.cookies.has("s")) ${away}`, "patterns"],
  [`if (pathname.startsWith("/admin")) { if (!user) ${away} }`, undefined],
  [`if (pathname === "/old") ${away}`, undefined],
  [`if (!["/old"].includes(pathname)) return;\n  ${away}`, undefined],
  ["return answer(request);", undefined],
])("a proxy lets actions through: %s %s", async (body, matcher) => {
  expect(await proxied(body, matcher)).toEqual([]);
});

test("what depends on the part of a path that visitors choose is not held against a proxy", async () => {
  const files: Files = {
    "app/[lang]/page.tsx":
      'import { add } from "./actions";\nexport default () => <form action={add} />;\n',
    "app/[lang]/actions.ts": '"use server";\nexport async function add() {}\n',
    "proxy.ts": `import { NextResponse } from "next/server";\nconst languages = ["en", "de"];\nexport default function proxy(request) {\n  const { pathname } = request.nextUrl;\n  const has = languages.some((each) => pathname.startsWith(\`/\${each}/\`) || pathname === \`/\${each}\`);\n  if (has) return;\n  ${away}\n}\n`,
  };
  expect(await findingsOf(files)).toEqual([]);
});
