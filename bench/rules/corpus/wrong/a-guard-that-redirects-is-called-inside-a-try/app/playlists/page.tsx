import { sql } from "@/lib/sql";
import { RenameButton } from "./rename-button";

export default async function Playlists() {
  const playlists = await sql`select id, name from playlists order by name`;
  return (
    <ul>
      {playlists.map((p) => (
        <li key={p.id}>
          {p.name} <RenameButton id={p.id} name={p.name} />
        </li>
      ))}
    </ul>
  );
}
