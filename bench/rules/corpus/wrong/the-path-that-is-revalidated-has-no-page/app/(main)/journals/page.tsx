import { writeJournal } from "./actions";

export default function Journals() {
  return (
    <form action={writeJournal}>
      <textarea name="text" />
      <button>Keep</button>
    </form>
  );
}
