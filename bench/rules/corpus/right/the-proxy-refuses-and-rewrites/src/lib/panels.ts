import { cacheTag } from 'next/cache';
import { table } from './table';

export const panels = table('panels');

export async function cachedPanel(id: string) {
  'use cache';
  cacheTag('panels');
  return panels.findOne({ id });
}
