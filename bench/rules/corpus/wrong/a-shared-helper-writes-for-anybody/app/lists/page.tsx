import { createList } from "./actions";

export default function Lists() {
  return (
    <form action={createList}>
      <input name="name" />
      <button>Create</button>
    </form>
  );
}
