import { cacheTag } from "next/cache";
import { tags } from "@/lib/invalidate";
import { stations } from "@/lib/stations-repository";
import { Name } from "./name";

async function load() {
  "use cache";
  const rows = await stations.findAll();
  cacheTag(tags.all, ...rows.map((row) => tags.one(row.id)));
  return rows;
}

export default async function Stations() {
  return (await load()).map((row) => <Name key={row.id} id={row.id} name={row.name} />);
}
