import { redirect } from "next/navigation";
import type { ZodType } from "zod";
import { readPilot, type Pilot } from "@/lib/pilots";

/** Gives an action its checked input and the pilot who calls it. */
export function checked<Input>(
  schema: ZodType<Input>,
  run: (input: Input, pilot: Pilot) => Promise<void>,
) {
  return async (form: FormData): Promise<void> => {
    const pilot = await readPilot();
    if (!pilot) redirect("/sign-in");
    const input = schema.safeParse(Object.fromEntries(form));
    if (!input.success) return;
    await run(input.data, pilot);
  };
}
