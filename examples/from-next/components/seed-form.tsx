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
  return (
    <form action={formAction} className="fields">
      {state.message !== undefined && <p role="alert">{state.message}</p>}
      <Field label="Name" errors={errors?.name}>
        <input name="name" defaultValue={values?.name ?? seed?.name} />
      </Field>
      <Field label="Kind" errors={errors?.kind}>
        <select name="kind" defaultValue={values?.kind ?? seed?.kind} key={values?.kind}>
          {kinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </select>
      </Field>
      <Field label="Packets" errors={errors?.packets}>
        <input
          name="packets"
          inputMode="numeric"
          defaultValue={values?.packets ?? seed?.packets ?? 1}
        />
      </Field>
      <Field label="Note" errors={errors?.note}>
        <textarea name="note" rows={3} defaultValue={values?.note ?? seed?.note} />
      </Field>
      <button type="submit" disabled={isPending}>
        {isPending ? "Saving…" : submit}
      </button>
    </form>
  );
}
