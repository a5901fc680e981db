import { cacheTag } from "edict";
import { chores } from "../../lib/chores";
import { Chores } from "./chores";

async function ids() {
  "use cache";
  cacheTag("chores");
  return (await chores.findAll()).map((chore) => chore.id);
}

export default async function Page() {
  return <Chores ids={await ids()} />;
}
