"use server";

export async function echo(number: number, value: Record<string, unknown>): Promise<unknown> {
  return { number, value };
}
