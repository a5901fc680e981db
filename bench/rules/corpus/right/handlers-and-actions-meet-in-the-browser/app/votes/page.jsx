import { refresh } from "next/cache";
import { currentUser } from "@clerk/nextjs/server";
import { sql } from "../../lib/sql";
import { VoteButtons } from "./vote-buttons";

async function save(delta) {
  "use server";
  const user = await currentUser();
  if (!user) return;
  if (delta !== 1 && delta !== -1) return;
  await sql`insert into votes (user_id, delta) values (${user.id}, ${delta}) on conflict (user_id) do update set delta = ${delta}`;
  refresh();
}

export default async function Votes() {
  const [{ sum }] = await sql`select coalesce(sum(delta), 0) as sum from votes`;
  return (
    <VoteButtons score={Number(sum)} save={save}>
      <small>One vote each.</small>
    </VoteButtons>
  );
}
