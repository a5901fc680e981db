import { useActionState } from "react";
import { addTool, type AddToolState } from "./tools.actions.ts";

const untouched: AddToolState = { errors: {}, typed: { name: "", owner: "" } };

export function AddTool() {
  const [{ errors, typed }, action, isPending] = useActionState(addTool, untouched);
  return (
    <form action={action} aria-busy={isPending}>
      <h2>Add a tool</h2>
      <label>
        Tool
        <input name="name" defaultValue={typed.name} aria-describedby="name-error" />
      </label>
      <p id="name-error" role="alert">
        {errors.name}
      </p>
      <label>
        Owner
        <input name="owner" defaultValue={typed.owner} aria-describedby="owner-error" />
      </label>
      <p id="owner-error" role="alert">
        {errors.owner}
      </p>
      <button disabled={isPending}>{isPending ? "Adding…" : "Add"}</button>
    </form>
  );
}
