import { revalidatePath } from 'next/cache'
import { requireUser } from '@/lib/require-user'
import { db } from '@/lib/db'
import { clearSuggestions } from './clear'

export default function Suggestions() {
  async function suggest(formData: FormData) {
    const user = await requireUser()
    const text = formData.get('text')
    if (typeof text !== 'string' || text.length > 300) return
    await db.suggestion.create({ data: { text, userId: user.id } })
    revalidatePath('/suggestions')
  }

  return (
    <form action={suggest}>
      <textarea name="text" />
      <button>Suggest</button>
      <button formAction={clearSuggestions}>Clear mine</button>
    </form>
  )
}
