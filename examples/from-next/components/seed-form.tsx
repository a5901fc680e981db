"use client";

import { useActionState } from "react";
import type { FormState } from "@/lib/seed-input";
import { Field } from "./field";

const kinds = ["bean", "pea", "tomato", "squash", "salad"];

/** The form of a seed, for offering and for changing one. */
export function SeedForm({
  action,
  seed,
  submit,
}: {
  action: (previous: FormState, formData: FormData) => Promise<FormState>;
  seed?: { name: string; kind: string; note: string; packets: number };
  submit: string;
}) {
  const [state, formAction, isPending] = useActionState(action, {});
  const { errors, values } = state;
  const shown: Partial<Record<string, string | number>> = { packets: 1, ...seed, ...values };
  return (
    <form action={formAction} className="fields">
      {state.message !== undefined && <p role="alert">{state.message}</p>}
      <Field label="Name" errors={errors?.name}>
        <input name="name" defaultValue={shown.name} />
      </Field>
      <Field label="Kind" errors={errors?.kind}>
        <select name="kind" defaultValue={shown.kind} key={shown.kind}>
          {kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
      </Field>
      <Field label="Packets" errors={errors?.packets}>
        <input name="packets" inputMode="numeric" defaultValue={shown.packets} />
      </Field>
      <Field label="Note" errors={errors?.note}>
        <textarea name="note" rows={3} defaultValue={shown.note} />
      </Field>
      <button type="submit" disabled={isPending}>
        {isPending ? "Saving…" : submit}
      </button>
    </form>
  );
}
