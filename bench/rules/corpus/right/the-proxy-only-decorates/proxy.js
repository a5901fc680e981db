import { NextResponse } from 'next/server'

export default function proxy(request) {
  const nonce = crypto.randomUUID()
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  if (request.nextUrl.searchParams.has('ref')) {
    const response = NextResponse.next({ request: { headers } })
    response.cookies.set('ref', request.nextUrl.searchParams.get('ref'))
    return response
  }
  return NextResponse.next({ request: { headers } })
}
