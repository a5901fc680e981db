import { prisma } from '../../../lib/prisma'
import { Editor } from './editor'

export default async function Note({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const note = await prisma.note.findUniqueOrThrow({ where: { id } })
  return <Editor id={id} text={note.text} />
}
