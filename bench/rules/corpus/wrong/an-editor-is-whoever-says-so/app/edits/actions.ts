'use server'

import { revalidatePath } from 'next/cache'
import * as v from 'valibot'
import { getServerSession } from 'next-auth'
import { sql } from '@/lib/sql'

const Edit = v.object({ page: v.string(), text: v.pipe(v.string(), v.maxLength(5000)), editorId: v.string() })

export async function suggestEdit(formData: FormData) {
  const session = await getServerSession()
  if (!session) throw new Error('Unauthorized')
  const { page, text, editorId } = v.parse(Edit, Object.fromEntries(formData))
  await sql`INSERT INTO edits (page, text, editor_id)
    VALUES (${page}, ${text}, ${editorId})`
  revalidatePath('/edits')
}
