'use server'

import { revalidateTag } from 'next/cache'
import { z } from 'zod'
import { authActionClient } from '@/lib/safe-action'
import { db } from '@/lib/db'

export const addBookmark = authActionClient
  .metadata({ actionName: 'addBookmark' })
  .inputSchema(z.object({ url: z.url(), title: z.string().max(120) }))
  .action(async ({ parsedInput: { url, title }, ctx: { userId } }) => {
    await db.bookmark.create({ data: { url, title, userId } })
    revalidateTag('bookmarks', 'max')
  })

export const removeBookmark = authActionClient
  .inputSchema(z.object({ id: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await db.bookmark.delete({ where: { id: parsedInput.id, userId: ctx.userId } })
    revalidateTag('bookmarks', { expire: 0 })
  })
