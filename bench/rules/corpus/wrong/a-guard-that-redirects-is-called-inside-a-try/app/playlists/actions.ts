"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { sql } from "@/lib/sql";
import { readSession } from "@/lib/session";

async function requireListener() {
  const session = await readSession();
  if (!session) redirect("/login");
  return session.listener;
}

export async function renamePlaylist(playlistId: string, name: string) {
  if (typeof name !== "string" || name.length < 1 || name.length > 80) {
    return { error: "A name has 1 to 80 characters." };
  }
  try {
    const listener = await requireListener();
    await sql`update playlists set name = ${name} where id = ${playlistId} and owner_id = ${listener.id}`;
    refresh();
    return { error: null };
  } catch (cause) {
    return { error: "Renaming failed, try again." };
  }
}
