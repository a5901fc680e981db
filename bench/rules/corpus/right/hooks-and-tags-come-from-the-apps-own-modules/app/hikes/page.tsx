import { cached } from "../../lib/cache";
import { hikes } from "../../lib/hikes";
import { HikeForm } from "./hike-form";

const load = cached("hikes", () => hikes.findAll());

export default async function Hikes() {
  return (
    <>
      {(await load()).map((hike) => (
        <p key={hike.id}>{hike.name}</p>
      ))}
      <HikeForm />
    </>
  );
}
