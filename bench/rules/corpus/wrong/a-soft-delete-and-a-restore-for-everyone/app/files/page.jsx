import { FileModel } from "@/models/file";
import { restoreFile, trashFile } from "./actions";

export default async function Files() {
  const files = await FileModel.find();
  return files.map((file) => (
    <form key={file.id} action={restoreFile}>
      <input type="hidden" name="id" value={file.id} />
      {file.name}
      <button>Restore</button>
      <button formAction={trashFile.bind(null, file.id)}>Trash</button>
    </form>
  ));
}
