'use server'

import { redirect, notFound } from 'next/navigation'
import { revalidatePath } from 'next/cache'
import { requireUser } from '@/lib/require-user'
import { drafts } from '@/lib/drafts'

export async function handleDraft(formData) {
  const user = await requireUser()
  const intent = formData.get('intent')
  const draft = await drafts.findOne({ id: formData.get('id'), authorId: user.id })
  if (!draft) throw notFound()

  switch (intent) {
    case 'publish': {
      await drafts.update({ id: draft.id, authorId: user.id }, { publishedAt: new Date() })
      revalidatePath('/intents')
      throw redirect(`/intents?published=${draft.id}`)
    }
    case 'discard':
      await drafts.delete({ id: draft.id, authorId: user.id })
      return redirect('/intents')
    case 'preview':
      return void redirect(`/intents?preview=${draft.id}`)
    default:
      throw new Error(`unknown intent ${intent}`)
  }
}
