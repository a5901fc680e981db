"use server";

import { asc, eq } from "drizzle-orm";
import { redirect, revalidatePath } from "edict";
import { z } from "zod";
import { database, tools, type Tool } from "./database.ts";

const name = z
  .string()
  .trim()
  .min(1, "Which tool is it?")
  .max(60, "At most 60 characters, please.");
const owner = z.string().trim().min(1, "Whose is it?").max(60, "At most 60 characters, please.");
const newTool = z.object({ name, owner });
const toolId = z.number().int().positive();

export interface AddToolState {
  readonly errors: { readonly name?: string | undefined; readonly owner?: string | undefined };
  readonly typed: { readonly name: string; readonly owner: string };
}

export async function listTools(): Promise<readonly Tool[]> {
  const db = await database();
  return db.select().from(tools).orderBy(asc(tools.name), asc(tools.id));
}

export async function addTool(_state: AddToolState, form: FormData): Promise<AddToolState> {
  const typed = { name: textOf(form, "name"), owner: textOf(form, "owner") };
  const checked = newTool.safeParse(typed);
  if (!checked.success) {
    const { fieldErrors } = z.flattenError(checked.error);
    return { errors: { name: fieldErrors.name?.[0], owner: fieldErrors.owner?.[0] }, typed };
  }
  const db = await database();
  // edict-ignore action-without-auth: everyone who has the page shares its list
  await db.insert(tools).values(checked.data);
  revalidatePath("/");
  redirect("/");
}

export async function lendTool(id: number, isLent: boolean): Promise<void> {
  const db = await database();
  // edict-ignore action-without-auth: everyone who has the page shares its list
  await db
    .update(tools)
    .set({ isLent: z.boolean().parse(isLent) })
    .where(eq(tools.id, toolId.parse(id)));
  revalidatePath("/");
}

/** Removes a tool; the action that it gives puts it back. What that closes over travels sealed: nobody can write it anew. */
export async function removeTool(id: number): Promise<(() => Promise<void>) | undefined> {
  const db = await database();
  // edict-ignore action-without-auth: everyone who has the page shares its list
  const [removed] = await db
    .delete(tools)
    .where(eq(tools.id, toolId.parse(id)))
    .returning();
  revalidatePath("/");
  if (removed === undefined) return undefined;
  return async () => {
    "use server";
    const again = await database();
    // edict-ignore action-without-auth: everyone who has the page shares its list
    await again.insert(tools).values(removed).onConflictDoNothing();
    revalidatePath("/");
  };
}

function textOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value : "";
}
