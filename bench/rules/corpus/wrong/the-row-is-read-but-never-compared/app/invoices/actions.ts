'use server'

import { eq } from 'drizzle-orm'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { db } from '@/db/client'
import { invoices } from '@/db/schema'
import { requireUser } from '@/lib/require-user'

const change = z.object({ id: z.string().uuid(), note: z.string().max(300) })

export async function annotateInvoice(input: z.input<typeof change>) {
  const user = await requireUser()
  const parsed = change.safeParse(input)
  if (!parsed.success) return { ok: false, error: 'The note is too long.' }

  const [invoice] = await db.select().from(invoices).where(eq(invoices.id, parsed.data.id))
  if (!invoice) return { ok: false, error: 'There is no such invoice.' }

  await db.update(invoices).set({ note: parsed.data.note, editedBy: user.id }).where(eq(invoices.id, invoice.id))
  refresh()
  return { ok: true }
}
