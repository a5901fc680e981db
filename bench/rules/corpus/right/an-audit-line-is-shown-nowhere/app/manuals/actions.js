'use server'

import { db } from '@/lib/db'
import { getSession } from '@/lib/session'
import { articles } from '@/lib/articles'

const known = new Set(articles.map((article) => article.slug))

export async function recordView(slug) {
  if (!known.has(slug)) return
  await db.pageView.upsert({
    where: { slug },
    create: { slug, count: 1 },
    update: { count: { increment: 1 } },
  })
}

export async function reportTypo(slug) {
  const session = await getSession()
  if (!session || !known.has(slug)) return
  await db.auditLog.create({ data: { kind: 'typo', slug, userId: session.userId } })
}
