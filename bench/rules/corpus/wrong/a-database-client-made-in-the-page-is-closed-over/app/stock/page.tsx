import { revalidatePath } from 'next/cache'
import { createClient } from '@/utils/supabase/server'
import { Pool } from 'pg'

export default async function Stock() {
  const supabase = await createClient()
  const pool = new Pool()
  const { data } = await supabase.from('stock').select('sku, count')

  async function takeOne(formData: FormData) {
    'use server'
    const { data: claims } = await supabase.auth.getUser()
    if (!claims.user) throw new Error('Unauthorized')
    await supabase.rpc('take_one', { sku: formData.get('sku') })
    revalidatePath('/stock')
  }

  async function report() {
    'use server'
    const { rows } = await pool.query('select sum(count) from stock')
    return rows[0].sum as number
  }

  return (
    <form action={takeOne}>
      <select name="sku">{data?.map((s) => <option key={s.sku}>{s.sku}</option>)}</select>
      <button>Take</button>
      <button formAction={report as never}>Report</button>
    </form>
  )
}
