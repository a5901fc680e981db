'use server';

import { refresh } from 'next/cache';
import { notFound, redirect } from 'next/navigation';
import { requireUser } from '@/lib/require-user';
import { acquire } from '@/lib/locks';
import { rooms } from '@/lib/rooms';

export async function reserve(roomId: string) {
  const user = await requireUser();
  const lock = await acquire(`room:${roomId}`);
  try {
    const room = await rooms.findOne({ id: roomId });
    if (!room) notFound();
    if (room.takenBy !== null) redirect(`/rooms?taken=${room.number}`);
    await rooms.update({ id: room.id, takenBy: null }, { takenBy: user.id });
  } finally {
    await lock.release();
    refresh();
  }
}
