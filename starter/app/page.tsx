import { NoteForm } from "./note-form";
import { listNotes } from "./notes";

export default function Page() {
  const notes = listNotes();
  return (
    <>
      <h1>Notes</h1>
      <NoteForm />
      <h2>Written so far</h2>
      {notes.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <ul>
          {notes.map(({ id, title, text }) => (
            <li key={id}>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
