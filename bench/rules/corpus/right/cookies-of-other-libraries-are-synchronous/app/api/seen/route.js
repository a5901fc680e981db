import { cookies } from 'next/headers'

export async function POST(request) {
  const token = request.headers.get('x-token')
  if (!token) return new Response(null, { status: 400 })
  const store = await cookies()
  store.set('seen', '1', { maxAge: 3600 })
  return Response.json({ ok: true })
}
