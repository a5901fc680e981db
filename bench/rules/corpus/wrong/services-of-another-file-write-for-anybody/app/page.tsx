import { shelfService } from "@/lib/shelves";
import { addShelfForm, emptyShelf } from "./actions";

export default async function Shelves() {
  const shelves = await shelfService.all();
  return (
    <>
      {shelves.map((shelf) => (
        <form key={shelf.id} action={emptyShelf.bind(null, shelf.id)}>
          <button>Empty {shelf.label}</button>
        </form>
      ))}
      <form action={addShelfForm}>
        <input name="label" />
      </form>
    </>
  );
}
