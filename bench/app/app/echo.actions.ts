"use server";

import { z } from "zod";

const rowsSchema = z.array(
  z.object({ id: z.number(), title: z.string(), tags: z.array(z.string()) }),
);

export async function echo(number: number, value: Record<string, unknown>): Promise<unknown> {
  return { number, value };
}

export async function saveRows(input: unknown): Promise<unknown> {
  const rows = rowsSchema.parse(input);
  return { rows: rows.length, last: rows.at(-1)?.id };
}

export async function upload(file: File): Promise<unknown> {
  if (!(file instanceof File)) throw new TypeError("a file is expected");
  return { name: file.name, size: file.size };
}
