import { beds } from "../../lib/beds";
import { Bed } from "./bed";

export default async function Seeds() {
  const all = await beds.find().toArray();
  return [<Bed key="new" />, ...all.map((bed) => <Bed key={bed.id} id={bed.id} />)];
}
