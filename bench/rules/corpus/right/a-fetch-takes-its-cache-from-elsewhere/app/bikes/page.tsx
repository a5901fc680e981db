import { api, readKept } from "../../lib/api";
import { dockTag, Tags } from "../../lib/tags";
import { freeBike } from "./actions";

export default async function Bikes() {
  const bikes = await api<{ id: string }[]>("/bikes", { next: { tags: [Tags.Bikes] } });
  const docks = await readKept("/docks", Tags.Docks).then((answer) => answer.json());
  await readKept("/docks/1", dockTag("1"));
  return bikes.map((bike) => (
    <form key={bike.id} action={freeBike.bind(null, bike.id, "1")}>
      <button>Free one of {docks.length}</button>
    </form>
  ));
}
