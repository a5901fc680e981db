import { getTranslations } from 'next-intl/server'
import { revalidatePath } from 'next/cache'
import { requireUser } from '@/lib/require-user'
import { letters } from '@/lib/letters'

export default async function Letters() {
  const t = await getTranslations('letters')

  async function write(formData: FormData) {
    'use server'
    const user = await requireUser()
    const text = formData.get('text')
    if (typeof text !== 'string' || text.length < 5) return { error: t('tooShort') }
    await letters.insert({ text, userId: user.id })
    revalidatePath('/letters')
    return { error: null }
  }

  return (
    <form action={write as never}>
      <textarea name="text" aria-label={t('label')} />
      <button>{t('send')}</button>
    </form>
  )
}
