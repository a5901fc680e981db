import { refresh } from 'next/cache'
import { requireMember } from '@/lib/members'
import { toasts } from '@/lib/toasts'

export default function Club() {
  return (
    <form
      action={async function raise(formData: FormData) {
        'use server'
        const member = await requireMember()
        const to = formData.get('to')
        if (typeof to !== 'string' || to.length > 80) return
        await toasts.insert({ to, by: member.id })
        refresh()
      }}
    >
      <input name="to" />
      <button>Cheers</button>
    </form>
  )
}
