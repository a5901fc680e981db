'use server'

import { revalidatePath } from 'next/cache'
import { unauthorized, forbidden } from 'next/navigation'
import { db } from '@/db'
import { invitations, memberships } from '@/db/schema'
import { and, eq } from 'drizzle-orm'
import { validateSession } from '@/lib/lucia'

const roles = ['viewer', 'editor'] as const

async function requireTeamOwner(teamId: string) {
  const { user } = await validateSession()
  if (!user) unauthorized()
  const membership = await db.query.memberships.findFirst({
    where: and(eq(memberships.teamId, teamId), eq(memberships.userId, user.id)),
  })
  if (membership?.role !== 'owner') forbidden()
  return user
}

export async function invite(teamId: string, formData: FormData) {
  const owner = await requireTeamOwner(teamId)
  const email = formData.get('email')
  const role = roles.find((known) => known === formData.get('role'))
  if (typeof email !== 'string' || !email.includes('@') || role === undefined) return
  await db.insert(invitations).values({ teamId, email, role, invitedBy: owner.id })
  revalidatePath('/team')
}

export async function removeMember(teamId: string, userId: string) {
  await requireTeamOwner(teamId)
  await db.delete(memberships).where(and(eq(memberships.teamId, teamId), eq(memberships.userId, userId)))
  revalidatePath('/team')
}
