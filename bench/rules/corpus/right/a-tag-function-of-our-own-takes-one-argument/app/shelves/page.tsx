import { cacheTag, cacheLife } from "next/cache";
import { shelves } from "@/lib/shelves";
import { sortShelf } from "./actions";

async function list() {
  "use cache";
  cacheLife("hours");
  cacheTag("shelves");
  return shelves.findAll();
}

export default async function Shelves() {
  return (await list()).map((shelf) => (
    <form key={shelf.id} action={sortShelf.bind(null, shelf.id)}>
      <button>Sort {shelf.name}</button>
    </form>
  ));
}
