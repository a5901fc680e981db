import { readFile } from 'node:fs/promises'
import { requireEditor } from '../../../lib/require-editor'
import { manuals } from '../../../lib/manuals'

export default async function Manual({ params }) {
  const { id } = await params
  const text = await readFile(`data/manuals/${id}.md`, 'utf8')
  const response = await fetch(`https://glossary.example.test/${id}`)
  const glossary = await response.json()

  const publish = async () => {
    'use server'
    await requireEditor()
    await manuals.update(id, { text, live: true })
    return { published: true }
  }

  const countWords = async () => {
    'use server'
    return text.split(/\s+/).length
  }

  const lookUp = async (word) => {
    'use server'
    return Object.entries(glossary).find(([term]) => term === word)?.[1]
  }

  return <Toolbar publish={publish} countWords={countWords} lookUp={lookUp} />
}

async function Toolbar({ publish, countWords, lookUp }) {
  const { ManualButtons } = await import('./buttons')
  return <ManualButtons publish={publish} countWords={countWords} lookUp={lookUp} />
}
