import { NoteForm } from "./note-form";

export default function Notes() {
  return <NoteForm />;
}
