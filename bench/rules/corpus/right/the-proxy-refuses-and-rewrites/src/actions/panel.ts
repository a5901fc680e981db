'use server';

import { updateTag } from 'next/cache';
import { requireUser } from '../lib/require-user';
import { panels } from '../lib/panels';

export async function resetPanel() {
  const { id } = await requireUser();
  await panels.delete({ userId: id });
  updateTag('panels');
}
