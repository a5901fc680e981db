"use server";

import { revalidatePath } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { db } from "@/lib/db";

interface SongInput {
  title: string;
  artist: string;
  seconds: number;
}

export async function addSong(song: SongInput) {
  const user = await requireUser();
  await db.song.create({ data: { title: song.title, artist: song.artist, seconds: song.seconds, addedBy: user.id } });
  revalidatePath("/songs");
}

export async function addSongs(songs: SongInput[]) {
  const user = await requireUser();
  await db.song.createMany({ data: songs.map((song) => ({ ...song, addedBy: user.id })) });
  revalidatePath("/songs");
}
