import { revalidatePath } from 'next/cache'
import { auth } from '@clerk/nextjs/server'
import { members } from '@/lib/members'

export default async function Members() {
  async function leave() {
    'use server'
    const { userId } = await auth.protect()
    await members.delete({ userId })
    revalidatePath('/en/members')
    revalidatePath('/[locale]/members', 'layout')
  }
  return (
    <form action={leave}>
      <button>Leave</button>
    </form>
  )
}
