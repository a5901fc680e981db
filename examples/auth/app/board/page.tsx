import { clearBoard } from "@/app/actions/board.actions";
import { NoteForm } from "@/components/note-form";
import { notes } from "@/lib/board";
import { requirePerson } from "@/lib/session";

export default async function Page() {
  const { role } = await requirePerson();
  return (
    <>
      <h1>Board</h1>
      <NoteForm />
      <ul>
        {notes().map(({ id, by, text }) => (
          <li key={id}>
            {text} <small>{by}</small>
          </li>
        ))}
      </ul>
      {role === "keeper" && (
        <form action={clearBoard}>
          <button type="submit">Take all down</button>
        </form>
      )}
    </>
  );
}
