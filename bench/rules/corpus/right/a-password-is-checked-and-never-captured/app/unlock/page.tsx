import { timingSafeEqual } from 'node:crypto'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'

export default async function Unlock({ searchParams }: { searchParams: Promise<{ wrong?: string }> }) {
  const wrong = (await searchParams).wrong === '1'
  const passwordHint = 'the name of the boat'

  async function logIn(formData: FormData) {
    'use server'
    const password = formData.get('password')
    const token = process.env.UNLOCK_TOKEN ?? ''
    const given = Buffer.from(typeof password === 'string' ? password : '')
    const known = Buffer.from(process.env.UNLOCK_PASSWORD ?? '')
    if (known.length === 0 || given.length !== known.length || !timingSafeEqual(given, known)) redirect('/unlock?wrong=1')
    const jar = await cookies()
    jar.set('unlocked', token, { httpOnly: true, secure: true, sameSite: 'lax' })
    console.info('unlocked with the hint', passwordHint)
    redirect('/')
  }

  return (
    <form action={logIn}>
      {wrong && <p>No. It is {passwordHint}.</p>}
      <input type="password" name="password" />
      <button>Unlock</button>
    </form>
  )
}
