import { redirect } from 'next/navigation'
import { people } from '../../lib/people'

async function filter(formData) {
  'use server'
  const role = formData.get('role')
  const authorId = formData.get('authorId')
  const query = new URLSearchParams({ role: String(role ?? ''), by: String(authorId ?? '') })
  redirect(`/people?${query}`)
}

export default async function People(props) {
  const searchParams = await props.searchParams
  const role = searchParams.role
  const found = await people.find(role ? { role } : {})
  return (
    <form action={filter}>
      <input name="role" defaultValue={role} />
      <input name="authorId" defaultValue={searchParams.by} />
      {found.map((person) => <p key={person.id}>{person.name}</p>)}
    </form>
  )
}
