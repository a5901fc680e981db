import { revalidatePath } from 'next/cache'
import { requireUser } from '@/lib/require-user'
import { db } from '@/lib/db'

export async function clearSuggestions() {
  const user = await requireUser()
  await db.suggestion.deleteMany({ where: { userId: user.id } })
  revalidatePath('/suggestions')
}
