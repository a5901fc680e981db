'use server'

import { refresh } from 'next/cache'
import { forbidden } from 'next/navigation'
import { canEdit, updateNote } from '../../../lib/dal/notes'
import { prisma } from '../../../lib/prisma'

export async function saveNote(id: string, _previous: { savedAt: number }, formData: FormData) {
  const text = formData.get('text')
  if (typeof text !== 'string' || text.length > 10_000) return { savedAt: 0 }
  await updateNote(id, text)
  refresh()
  return { savedAt: Date.now() }
}

export async function deleteNote(id: string) {
  if (!(await canEdit(id))) forbidden()
  await prisma.note.delete({ where: { id } })
  refresh()
}
