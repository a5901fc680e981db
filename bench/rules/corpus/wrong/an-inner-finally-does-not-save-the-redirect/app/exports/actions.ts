'use server';

import { redirect } from 'next/navigation';
import { requireUser } from '../../lib/require-user';
import { lock, unlock, startExport } from '../../lib/export-queue';

export async function requestExport() {
  const user = await requireUser();
  try {
    await lock(user.id);
    try {
      const job = await startExport(user.id);
      redirect('/exports/' + job.id);
    } finally {
      await unlock(user.id);
    }
  } catch (error) {
    if (error instanceof RangeError) {
      return { message: 'Too many exports today.' };
    }
    return { message: 'The export could not be started.' };
  }
}
