// Five ways in which people write files of actions. Each gives the text of one file with five actions.

/**
 * @typedef {{ name: string, takes: "state" | "form" | "values" }} Offered
 * @typedef {{ code: string, offers: Offered[] }} ActionModule
 * @typedef {{ index: number, area: number, noun: string, Noun: string, words: string[], pick: <T>(list: readonly T[]) => T }} Topic
 */

/** @type {(name: string) => Offered} */
const stateful = (name) => ({ name, takes: "state" });
/** @type {(name: string) => Offered} */
const form = (name) => ({ name, takes: "form" });
/** @type {(name: string) => Offered} */
const values = (name) => ({ name, takes: "values" });

/**
 * Forms with `useActionState`: a schema, errors beside the fields, a redirect where there is a place to go.
 * @param {Topic} topic
 * @returns {ActionModule}
 */
function statefulForms({ index, area, noun, Noun, words, pick }) {
  const verbs = ["create", "rename", "describe", "publish", "archive"];
  const fields = words.slice(0, 3).map((word) => `  ${word}: z.string().trim().min(1).max(200),`);
  const shown = words.slice(0, 3).map((word) => `    ${word}: form.get("${word}"),`);
  const actions = verbs.map((verb) => {
    const leaves = pick([true, false]);
    return `
export async function ${verb}${Noun}(previous: ${Noun}State, form: FormData): Promise<${Noun}State> {
  const session = await auth();
  if (!session) return { ...previous, error: "Sign in to ${verb} this ${noun}." };
  const parsed = fieldsOf${Noun}.safeParse({
${shown.join("\n")}
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { error: issue?.message ?? "Something is missing.", tries: previous.tries + 1 };
  }
  try {
    await db.${noun}.${verb === "create" ? "create" : "update"}({
      where: { id: ${index}, ownerId: session.user.id },
      data: { ...parsed.data, ${verb}dBy: session.user.id },
    });
  } catch (error) {
    console.error("could not ${verb} ${noun}", error);
    return { error: "It was not saved. Try again.", tries: previous.tries + 1 };
  }
  revalidatePath("/area-${area}");
  ${leaves ? `redirect(\`/area-${area}?${verb}=\${encodeURIComponent(parsed.data.${words[0]})}\`);` : `return { error: null, tries: 0 };`}
}`;
  });
  const code = `"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";

const fieldsOf${Noun} = z.object({
${fields.join("\n")}
});

export interface ${Noun}State {
  error: string | null;
  tries: number;
}
${actions.join("\n")}
`;
  return { code, offers: verbs.map((verb) => stateful(`${verb}${Noun}`)) };
}

/**
 * Functions of plain values, called from event handlers.
 * @param {Topic} topic
 * @returns {ActionModule}
 */
function plainArguments({ area, noun, Noun, words, pick }) {
  const verbs = ["mark", "move", "copy", "rate", "hide"];
  const actions = verbs.map((verb) => {
    const word = pick(words);
    return `
/** ${verb}s one ${noun}, and says what came of it. */
export async function ${verb}${Noun}(id: number, ${word}: string, options: ${Noun}Options = {}): Promise<${Noun}Result> {
  const user = await requireUser();
  const input = ${noun}Input.parse({ id, ${word}, ...options });
  const found = await db.${noun}.findFirst({ where: { id: input.id, ownerId: user.id } });
  if (found === null) return { ok: false, reason: "not-found" };
  if (found.locked && !input.force) return { ok: false, reason: "locked" };
  const changed = await db.${noun}.update({
    where: { id: input.id, ownerId: user.id },
    data: { ${word}: input.${word}, ${verb}dAt: new Date() },
  });
  revalidateTag("area-${area}", "max");
  return { ok: true, ${noun}: { id: changed.id, ${word}: input.${word} } };
}`;
  });
  const code = `"use server";

import { revalidateTag } from "next/cache";
import { z } from "zod";
import { requireUser } from "../lib/auth";
import { db } from "../lib/db";

const ${noun}Input = z.object({
  id: z.number().int().positive(),
${words.map((word) => `  ${word}: z.string().max(500).optional(),`).join("\n")}
  force: z.boolean().default(false),
});

type ${Noun}Options = { force?: boolean };

type ${Noun}Result =
  | { ok: true; ${noun}: Record<string, unknown> }
  | { ok: false; reason: "not-found" | "locked" };
${actions.join("\n")}
`;
  return { code, offers: verbs.map((verb) => values(`${verb}${Noun}`)) };
}

/**
 * Forms without a state, and functions of the file that do the work.
 * @param {Topic} topic
 * @returns {ActionModule}
 */
function localHelpers({ index, area, noun, Noun, words, pick }) {
  const verbs = ["add", "edit", "pin", "lend", "drop"];
  const actions = verbs.map((verb) => {
    const [first, second] = [pick(words), "note"];
    return `
export async function ${verb}${Noun}(form: FormData): Promise<void> {
  const member = await memberOf${Noun}();
  const { ${first}, ${second} } = read${Noun}(form);
  await db.${noun}.upsert({
    where: { id: ${index}, ownerId: member.id },
    update: { ${first}, ${second}, by: member.id },
    create: { ${first}, slug: slugOf(${first}), ownerId: member.id },
  });
  ${pick([`revalidatePath("/area-${area}");`, `revalidatePath("/area-${area}");\n  redirect("/area-${area}");`])}
}`;
  });
  const code = `"use server";

import { revalidatePath } from "next/cache";
import { redirect, unauthorized } from "next/navigation";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";

const ${noun}Form = z.object({
${words.map((word) => `  ${word}: z.string().default(""),`).join("\n")}
  note: z.string().max(2000).default(""),
});

async function memberOf${Noun}() {
  const session = await auth();
  if (!session) unauthorized();
  return session.user;
}

function read${Noun}(form: FormData) {
  return ${noun}Form.parse(Object.fromEntries(form));
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
${actions.join("\n")}
${pick(["", `\nvoid redirect;\n`])}`;
  return { code, offers: verbs.map((verb) => form(`${verb}${Noun}`)) };
}

/**
 * Arrow functions and a list of exports; several writes in one transaction.
 * @param {Topic} topic
 * @returns {ActionModule}
 */
function arrowsInTransactions({ index, noun, Noun, words, pick }) {
  const verbs = ["open", "close", "split", "merge", "sign"];
  const actions = verbs.map((verb) => {
    const word = pick(words);
    return `
const ${verb} = async (id: string, { ${word} = "", lines = [] }: ${Noun}Change): Promise<${Noun}Answer> => {
  const session = await auth();
  if (session === null) {
    return { kind: "signed-out" };
  }
  const change = changeOf${Noun}.safeParse({ id, ${word}, lines });
  if (!change.success) return { kind: "refused", issues: change.error.issues.map((issue) => issue.message) };
  const total = change.data.lines.reduce((sum, line) => sum + line.count * line.price, 0);
  const ${noun} = await db.$transaction(async (tx) => {
    const before = await tx.${noun}.findFirst({ where: { id: change.data.id, ownerId: session.user.id } });
    if (before === null) return null;
    await tx.entry.create({ data: { of: before.id, text: \`${verb} \${total}\`, ownerId: session.user.id } });
    return tx.${noun}.update({ where: { id: before.id, ownerId: session.user.id }, data: { total, ${word}: change.data.${word} } });
  });
  if (${noun} === null) return { kind: "gone" };
  updateTag(\`${noun}-\${${noun}.id}\`);
  for (const line of change.data.lines) if (line.count > 10) updateTag("stock");
  return { kind: "done", total };
};`;
  });
  const code = `'use server'

import { updateTag } from "next/cache";
import { z } from "zod";
import { auth } from "../lib/auth";
import { db } from "../lib/db";

const changeOf${Noun} = z.object({
  id: z.string().min(8),
  lines: z.array(z.object({ count: z.number(), price: z.number() })).max(${20 + (index % 30)}),
${words.map((word) => `  ${word}: z.string().optional(),`).join("\n")}
});

type ${Noun}Change = { lines?: { count: number; price: number }[] } & Partial<Record<${words.map((word) => `"${word}"`).join(" | ")}, string>>;

type ${Noun}Answer =
  | { kind: "done"; total: number }
  | { kind: "gone" | "signed-out" }
  | { kind: "refused"; issues: string[] };
${actions.join("\n")}

export { ${verbs.map((verb) => `${verb} as ${verb}${Noun}`).join(", ")} };
`;
  return { code, offers: verbs.map((verb) => values(`${verb}${Noun}`)) };
}

/**
 * SQL by tagged templates, other services by `fetch`, and errors that become values.
 * @param {Topic} topic
 * @returns {ActionModule}
 */
function sqlAndServices({ index, area, noun, Noun, words, pick }) {
  const verbs = ["book", "ship", "refund", "notify", "cancel"];
  const actions = verbs.map((verb) => {
    const word = pick(words);
    return `
export async function ${verb}${Noun}(previous: ${Noun}Outcome | null, form: FormData): Promise<${Noun}Outcome> {
  const user = await requireUser();
  const input = z.object({ ${word}: z.string().min(2), amount: z.coerce.number().min(0) }).safeParse(Object.fromEntries(form));
  if (!input.success) return { ok: false, message: "Check the marked fields.", attempt: (previous?.attempt ?? 0) + 1 };
  const { ${word}, amount } = input.data;
  try {
    const answer = await fetch("https://service.invalid/${noun}/${verb}", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ${word}, amount }),
    });
    if (!answer.ok) return { ok: false, message: \`The service answered \${answer.status}.\`, attempt: 0 };
    await sql\`update ${noun} set ${word} = \${${word}}, amount = \${amount} where owner_id = \${user.id} and id = ${index}\`;
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, message: "The service is away.", attempt: 0 };
    throw error;
  }
  ${pick([`updateTag("area-${area}");`, `revalidatePath("/area-${area}", "layout");`])}
  return { ok: true, message: \`${verb}: \${amount.toFixed(2)}\`, attempt: 0 };
}`;
  });
  const code = `"use server";

import { revalidatePath, updateTag } from "next/cache";
import { z } from "zod";
import { requireUser } from "@/lib/auth";
import { sql } from "@/lib/db";

export type ${Noun}Outcome = { ok: boolean; message: string; attempt: number };
${actions.join("\n")}
`;
  return { code, offers: verbs.map((verb) => stateful(`${verb}${Noun}`)) };
}

/** The kinds of files, which take turns. */
export const actionKinds = [
  statefulForms,
  plainArguments,
  localHelpers,
  arrowsInTransactions,
  sqlAndServices,
];
