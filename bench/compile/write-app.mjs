// Writes an app of many "use server" files, a client file for each, and pages that show them; the same text for the same seed.
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { actionKinds } from "./action-kinds.mjs";

const seed = 20_260_001;
const nouns = ["post", "order", "ticket", "invoice", "event", "room", "parcel", "course"];
const words = ["title", "body", "label", "colour", "reason", "place", "sender", "comment"];

/** Components on each page. */
const perPage = 10;

/** @param {number} index */
const areaOf = (index) => Math.floor(index / perPage);

/**
 * A small generator of numbers from 0 to 1 (mulberry32): the same ones for the same seed.
 * @param {number} from
 */
function numbersFrom(from) {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {number} index */
function actionModule(index) {
  const next = numbersFrom(seed + index);
  /** @type {import("./action-kinds.mjs").Topic["pick"]} */
  const pick = (list) => list[Math.floor(next() * list.length)];
  const noun = pick(nouns);
  const start = Math.floor(next() * words.length);
  const chosen = [...words.slice(start), ...words.slice(0, start)].slice(0, 4);
  const Noun = `${noun[0].toUpperCase()}${noun.slice(1)}${index}`;
  return actionKinds[index % actionKinds.length]({
    index,
    area: areaOf(index),
    noun,
    Noun,
    words: chosen,
    pick,
  });
}

/** @type {Record<import("./action-kinds.mjs").Offered["takes"], (name: string, at: number) => { hooks: string, markup: string }>} */
const uses = {
  state: (name, at) => ({
    hooks: `  const [state${at}, run${at}, pending${at}] = useActionState(${name}, ${at % 2 === 0 ? "initial" : "{ ...initial }"});\n`,
    markup: `      <form action={run${at}}>
        <input name="title" aria-label="title" />
        <textarea name="body" disabled={pending${at}} />
        <output>{JSON.stringify(state${at})}</output>
        <button disabled={pending${at}}>{pending${at} ? "…" : label}</button>
      </form>`,
  }),
  form: (name) => ({
    hooks: "",
    markup: `      <form action={${name}}>
        <label>
          {label} <input name="title" required />
        </label>
        <button>Send</button>
      </form>`,
  }),
  values: (name, at) => ({
    hooks: `  const [answer${at}, setAnswer${at}] = useState<unknown>(null);\n`,
    markup: `      <button
        onClick={() =>
          startTransition(async () => {
            const answer = await ${name}(${JSON.stringify(at)} as never, label as never);
            setAnswer${at}(answer);
          })
        }
      >
        {answer${at} === null ? label : "done"}
      </button>`,
  }),
};

/**
 * @param {number} index
 * @param {import("./action-kinds.mjs").Offered[]} offers
 */
function clientModule(index, offers) {
  const used = offers.map(({ name, takes }, at) => uses[takes](name, at));
  const from = index % 2 === 0 ? "@/actions" : "../actions";
  return `"use client";

import { useActionState, useState, useTransition } from "react";
import { ${offers.map(({ name }) => name).join(", ")} } from "${from}/part-${index}";

const initial = { error: null, tries: 0, ok: true, message: "", attempt: 0 };

export function Panel${index}({ label }: { label: string }) {
  const [isPending, startTransition] = useTransition();
  const [isOpen, setOpen] = useState(${index % 3 === 0});
${used.map(({ hooks }) => hooks).join("")}
  if (!isOpen) return <button onClick={() => { setOpen(true); startTransition(() => {}); }}>{label}</button>;
  return (
    <section aria-busy={isPending} data-first={JSON.stringify(useActionState.length + initial.tries)}>
${used.map(({ markup }) => markup).join("\n")}
    </section>
  );
}
`;
}

/**
 * @param {number} page
 * @param {number} first
 * @param {number} files
 */
function pageModule(page, first, files) {
  const shown = Array.from({ length: Math.min(perPage, files - first) }, (_, at) => first + at);
  return `${shown.map((index) => `import { Panel${index} } from "@/components/panel-${index}";`).join("\n")}
import { db } from "@/lib/db";

export const metadata = { title: "Area ${page}" };

export default async function Area({ params }: { params: Promise<Record<string, string>> }) {
  await params;
  const rows = await db.post.findMany({ where: { area: ${page} } });
  const news = await fetch("https://service.invalid/area-${page}", { cache: "force-cache", next: { tags: ["area-${page}", "stock"] } });
  return (
    <main>
      <h1>Area ${page}</h1>
      <p>{news.status}</p>
      <ul>
        {rows.map((row) => (
          <li key={String(row.id)}>{String(row.id)}</li>
        ))}
      </ul>
${shown.map((index) => `      <Panel${index} label="panel ${index}" />`).join("\n")}
    </main>
  );
}
`;
}

const shared = {
  "package.json": '{ "type": "module", "private": true }\n',
  "tsconfig.json": `${JSON.stringify({ compilerOptions: { jsx: "react-jsx", module: "ESNext", moduleResolution: "Bundler", strict: true, paths: { "@/*": ["./*"] } } }, null, 2)}\n`,
  "app/layout.tsx": `import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
  "app/page.tsx": `export default function Home() {
  return <h1>Areas</h1>;
}
`,
  "lib/auth.ts": `import { cookies } from "next/headers";
import { unauthorized } from "next/navigation";

export interface Session {
  user: { id: string };
}

export async function auth(): Promise<Session | null> {
  const session = (await cookies()).get("session");
  return session === undefined ? null : { user: { id: session.value } };
}

export async function requireUser(): Promise<Session["user"]> {
  const session = await auth();
  if (session === null) unauthorized();
  return session.user;
}
`,
  "lib/db.ts": `type Row = Record<string, unknown>;

interface Table {
  create(change: { data: Row }): Promise<Row>;
  update(change: { where: Row; data: Row }): Promise<Row>;
  upsert(change: { where: Row; update: Row; create: Row }): Promise<Row>;
  findFirst(query: { where: Row }): Promise<Row | null>;
  findMany(query: { where: Row }): Promise<Row[]>;
}

type Tables = Record<string, Table> & { $transaction<T>(work: (tx: Tables) => Promise<T>): Promise<T> };

const table: Table = {
  create: async ({ data }) => data,
  update: async ({ where, data }) => ({ ...where, ...data }),
  upsert: async ({ where, update }) => ({ ...where, ...update }),
  findFirst: async ({ where }) => where,
  findMany: async () => [],
};

export const db = new Proxy({}, {
  get: (_, name) => (name === "$transaction" ? (work: (tx: unknown) => unknown) => work(db) : table),
}) as Tables;

export async function sql(parts: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> {
  return parts.map((part, at) => ({ part, value: values[at] }));
}
`,
};

/**
 * Makes the files of an app: `files` with actions, as many client files, and a page for each ten of them.
 * @param {number} files
 * @returns {{ app: Map<string, string>, actions: { path: string, code: string }[] }}
 */
export function makeApp(files) {
  const app = new Map(Object.entries(shared));
  const actions = [];
  for (let index = 0; index < files; index += 1) {
    const { code, offers } = actionModule(index);
    actions.push({ path: `actions/part-${index}.ts`, code });
    app.set(`actions/part-${index}.ts`, code);
    app.set(`components/panel-${index}.tsx`, clientModule(index, offers));
  }
  for (let first = 0, page = 0; first < files; first += perPage, page += 1)
    app.set(`app/area-${page}/page.tsx`, pageModule(page, first, files));
  return { app, actions };
}

/**
 * Writes files into `root`, where the packages of this repository are found.
 * @param {string} root
 * @param {Map<string, string>} app
 */
export async function writeApp(root, app) {
  const folders = new Set([...app.keys()].map((path) => dirname(join(root, path))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  await Promise.all([...app].map(([path, text]) => writeFile(join(root, path), text)));
  await symlink(join(import.meta.dirname, "../../node_modules"), join(root, "node_modules"));
}
