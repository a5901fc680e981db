import { z } from "zod";

/** What a form or a client of the API says of a seed. */
export const seedInput = z.object({
  name: z.string().trim().min(2, "A name has two letters at least.").max(60, "That is too long."),
  kind: z.enum(["bean", "pea", "tomato", "squash", "salad"], "Choose one of the kinds."),
  note: z.string().trim().max(300, "300 letters at most.").default(""),
  packets: z.coerce
    .number("How many packets?")
    .int("Whole packets only.")
    .min(1, "One packet at least.")
    .max(99, "99 packets at most."),
});

/** What a form shows after it was sent: what is wrong, by field, and what was typed. */
export interface FormState {
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string[] | undefined>>;
  readonly values?: Readonly<Record<string, string>>;
}

/** The texts that were typed, to be shown again. */
export function typed(formData: FormData): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of formData) if (typeof value === "string") texts[name] = value;
  return texts;
}
