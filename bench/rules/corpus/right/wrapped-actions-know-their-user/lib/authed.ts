import { auth } from "@/auth";
import type { z } from "zod";

type User = { id: string; role: string };

export function authed<S extends z.ZodType, R>(schema: S, run: (input: z.output<S>, user: User) => Promise<R>) {
  return async (_previous: unknown, formData: FormData) => {
    const session = await auth();
    if (!session?.user) return { ok: false as const, error: "Sign in first." };
    const input = schema.safeParse(Object.fromEntries(formData));
    if (!input.success) return { ok: false as const, error: "Check your input." };
    return { ok: true as const, value: await run(input.data, session.user as User) };
  };
}
