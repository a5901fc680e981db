import { revalidatePath } from 'next/cache'
import { requireDesigner } from '../../lib/designers'
import { styles } from '../../lib/styles'

export default async function Styles({ searchParams }) {
  const { page = '1' } = await searchParams
  const designTokens = ['space', 'ink', 'paper']
  const passwordRules = { minLength: 12 }
  const keyword = `page-${page}`
  const publicKey = 'pk_demo_0001'

  async function save(formData) {
    'use server'
    const designer = await requireDesigner()
    const name = formData.get('name')
    if (!designTokens.includes(name) || name.length > passwordRules.minLength) return
    await styles.upsert({ name }, { by: designer.id, keyword, publicKey })
    revalidatePath('/styles')
  }

  return (
    <form action={save}>
      {designTokens.map((token) => (
        <button key={token} name="name" value={token}>{token}</button>
      ))}
    </form>
  )
}
