import { redirect, permanentRedirect } from 'next/navigation'
import { cookies } from 'next/headers'
import { revalidatePath } from 'next/cache'
import { getUser } from '../lib/session'
import { todos } from '../lib/todos'

export default async function Home({ searchParams }) {
  const [user, jar, query] = await Promise.all([getUser(), cookies(), searchParams])
  if (query.old) permanentRedirect('/')
  if (!user) redirect('/login')
  else if (jar.get('tour') === undefined) redirect('/tour')

  async function toggle(formData) {
    'use server'
    const me = await getUser()
    if (!me) redirect('/login')
    const id = Number(formData.get('id'))
    await todos.update({ id, userId: me.id }, (todo) => ({ ...todo, done: !todo.done }))
    revalidatePath('/')
  }

  const list = await todos.find({ userId: user.id })
  return list.map((todo) => (
    <form key={todo.id} action={toggle}>
      <input type="hidden" name="id" value={todo.id} />
      <button>{todo.done ? '☑' : '☐'} {todo.text}</button>
    </form>
  ))
}
