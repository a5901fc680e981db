import { addEvent } from "./actions";

export default function Events() {
  return (
    <form action={addEvent}>
      <input name="name" />
      <input name="startsAt" type="datetime-local" />
      <button>Add</button>
    </form>
  );
}
