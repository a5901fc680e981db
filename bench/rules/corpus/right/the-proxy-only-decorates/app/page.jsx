import { cookies } from 'next/headers'

async function forgetReferrer() {
  'use server'
  const jar = await cookies()
  jar.delete('ref')
}

export default async function Home() {
  const referrer = (await cookies()).get('ref')?.value
  return (
    <form action={forgetReferrer}>
      {referrer}
      <button>Forget</button>
    </form>
  )
}
