'use server';

import { revalidateTag } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireEditor } from '@/lib/editors';
import { articles } from '@/lib/articles';

export async function publishArticle(id: string) {
  await requireEditor();
  await articles.update(id, { publishedAt: new Date() });
  revalidateTag('articles');
  redirect(`/articles`);
}

export async function hideArticle(id: string) {
  await requireEditor();
  await articles.update(id, { publishedAt: null });
  for (const tag of ['articles', `article:${id}`]) {
    revalidateTag(tag);
  }
}
