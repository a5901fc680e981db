import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { auth } from '@clerk/nextjs/server'
import { supabaseAdmin } from '../../lib/supabase-admin'

export default async function Moderation() {
  const { sessionClaims } = await auth()
  if (sessionClaims?.metadata.role !== 'moderator') redirect('/')

  const { data: reports } = await supabaseAdmin.from('reports').select('id, reason').eq('open', true)

  async function close(formData: FormData) {
    'use server'
    await supabaseAdmin.from('reports').update({ open: false }).eq('id', formData.get('id'))
    revalidatePath('/moderation')
  }

  async function closeAll() {
    'use server'
    await supabaseAdmin.from('reports').update({ open: false }).eq('open', true)
    revalidatePath('/moderation')
  }

  return (
    <>
      {reports?.map((report) => (
        <form key={report.id} action={close}>
          <input type="hidden" name="id" value={report.id} />
          <p>{report.reason}</p>
          <button>Close</button>
        </form>
      ))}
      <form action={closeAll}>
        <button>Close all</button>
      </form>
    </>
  )
}
