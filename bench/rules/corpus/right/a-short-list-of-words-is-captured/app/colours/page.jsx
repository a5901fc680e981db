import { refresh } from 'next/cache'
import { requireUser } from '../../lib/require-user'
import { palettes } from '../../lib/palettes'

export default async function Colours() {
  const allowed = ['sand', 'slate', 'moss']
  const opened = new Date()
  const weights = new Map([['sand', 2], ['slate', 1]])
  const seen = new Set(allowed.slice(1))
  const theme = await palettes.findOne({ featured: true })

  async function choose(formData) {
    'use server'
    const user = await requireUser()
    const colour = formData.get('colour')
    if (!allowed.includes(colour) || Date.now() - opened.getTime() > 3_600_000) return
    await palettes.update({ userId: user.id }, { colour, weight: weights.get(colour) ?? 0, seen: seen.has(colour), base: theme.name })
    refresh()
  }

  return (
    <form action={choose}>
      {allowed.map((colour) => (
        <button key={colour} name="colour" value={colour}>{colour}</button>
      ))}
    </form>
  )
}
