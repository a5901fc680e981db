'use server'
import { redirect } from 'next/navigation'
import { currentUser } from '@clerk/nextjs/server'
import { z } from 'zod'
import { kysely } from '../../lib/kysely'
import { sendMail } from '../../lib/mail'

const slot = z.object({ roomId: z.string().uuid(), hour: z.coerce.number().int().min(8).max(19) })

export const book = async (formData: FormData) => {
  const user = await currentUser()
  if (!user) redirect('/sign-in')
  const { roomId, hour } = slot.parse(Object.fromEntries(formData))
  await kysely.insertInto('bookings').values({ room_id: roomId, hour, guest_id: user.id }).execute()
  redirect('/bookings?done=1')
  await sendMail({ to: user.emailAddresses[0].emailAddress, template: 'booked', hour })
}
