import { instanceName } from "@/lib/instance";
import { listNotes } from "@/lib/notes";
import { postNote } from "./actions";

export const dynamic = "force-dynamic";

export default async function Board() {
  const { notes, madeBy } = await listNotes();
  return (
    <main>
      <h1>Notes</h1>
      <p>
        Answered by instance <strong id="answered-by">{instanceName()}</strong>, from a list that
        instance <strong id="made-by">{madeBy}</strong> read.
      </p>
      <form action={postNote}>
        <label htmlFor="text">Note</label>
        <input id="text" name="text" required maxLength={200} autoComplete="off" />
        <button>Post</button>
      </form>
      <ul id="notes">
        {notes.map(({ id, text, author }) => (
          <li key={id}>
            {text} <small>taken by instance {author}</small>
          </li>
        ))}
      </ul>
    </main>
  );
}
