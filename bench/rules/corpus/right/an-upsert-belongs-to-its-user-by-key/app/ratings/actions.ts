'use server'

import { revalidatePath } from 'next/cache'
import { after } from 'next/server'
import { z } from 'zod'
import { auth } from '@clerk/nextjs/server'
import { prisma } from '@/lib/prisma'
import { sendMail } from '@/lib/mail'

const Rating = z.object({ filmId: z.coerce.number().int(), stars: z.coerce.number().int().min(1).max(5) })

export async function rate(_: { saved: boolean }, formData: FormData) {
  const { userId } = await auth.protect()
  const { filmId, stars } = Rating.parse({ filmId: formData.get('filmId'), stars: formData.get('stars') })

  const film = await prisma.film.findUnique({ where: { id: filmId } })
  if (!film) throw new Error('No such film')

  await prisma.rating.upsert({
    where: { userId_filmId: { userId, filmId } },
    create: { userId, filmId, stars },
    update: { stars },
  })
  after(() => sendMail({ template: 'rated', filmId, stars }))
  revalidatePath(`/ratings`)
  return { saved: true }
}

export async function unrate(filmId: number) {
  const { userId } = await auth.protect()
  await prisma.rating.delete({ where: { userId_filmId: { userId, filmId } } })
  revalidatePath('/ratings')
}
