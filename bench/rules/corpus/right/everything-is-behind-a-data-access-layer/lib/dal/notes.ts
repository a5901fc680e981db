import 'server-only'
import { verifySession } from './session'
import { prisma } from '../prisma'

export async function canEdit(noteId: string) {
  const session = await verifySession()
  const note = await prisma.note.findUnique({ where: { id: noteId }, select: { authorId: true } })
  return note?.authorId === session.userId
}

export async function updateNote(noteId: string, text: string) {
  const session = await verifySession()
  return prisma.note.update({ where: { id: noteId, authorId: session.userId }, data: { text } })
}
