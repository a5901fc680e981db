import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { createClient } from '@/utils/supabase/server'

export default async function Notes() {
  const supabase = await createClient()
  const { data: notes } = await supabase.from('notes').select('id, title')

  async function rename(formData: FormData) {
    'use server'
    const supabase = await createClient()
    const { data, error } = await supabase.auth.getUser()
    if (error || !data.user) redirect('/login')
    const title = formData.get('title')
    if (typeof title !== 'string' || title.length > 120) return
    await supabase.from('notes').update({ title }).eq('id', formData.get('id'))
    revalidatePath('/notes')
  }

  return notes?.map((note) => (
    <form key={note.id} action={rename}>
      <input type="hidden" name="id" value={note.id} />
      <input name="title" defaultValue={note.title} />
    </form>
  ))
}
