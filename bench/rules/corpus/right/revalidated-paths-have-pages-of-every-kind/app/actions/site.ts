'use server'

import { revalidatePath } from 'next/cache'
import { requireEditor } from '@/lib/editors'
import { entries } from '@/lib/entries'

export async function republish(kind: string, slug: string) {
  await requireEditor()
  const entry = await entries.touch({ kind, slug })
  revalidatePath('/')
  revalidatePath('/', 'layout')
  revalidatePath('/about/')
  revalidatePath(`/blog/${slug}`)
  revalidatePath('/blog/[slug]', 'page')
  revalidatePath('/(site)/blog/[slug]', 'page')
  revalidatePath('/shop/shoes/red')
  revalidatePath(`/shop/${entry.category}/${entry.colour}`)
  revalidatePath('/de/start')
  revalidatePath(entry.path)
  revalidatePath('/api/feed')
}
