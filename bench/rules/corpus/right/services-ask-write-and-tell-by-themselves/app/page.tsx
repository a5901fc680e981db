import { shelfService } from "@/lib/shelves";
import { addShelfForm, emptyShelf, renameShelf } from "./actions";
import { Rename } from "./rename";

export default async function Shelves() {
  const shelves = await shelfService.all();
  return (
    <>
      {shelves.map((shelf) => (
        <form key={shelf.id} action={emptyShelf.bind(null, shelf.id)}>
          <button>Empty {shelf.label}</button>
          <Rename save={renameShelf.bind(null, shelf.id)} />
        </form>
      ))}
      <form action={addShelfForm}>
        <input name="label" />
      </form>
    </>
  );
}
