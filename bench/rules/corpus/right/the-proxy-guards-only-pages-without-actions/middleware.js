import { NextResponse } from 'next/server'

export function middleware(request) {
  const { pathname } = request.nextUrl

  if (pathname === '/old-prices') return NextResponse.redirect(new URL('/prices', request.url), 308)

  if (pathname.startsWith('/reports')) {
    if (!request.cookies.get('staff')) return NextResponse.redirect(new URL('/', request.url))
  }

  if (pathname.startsWith('/api/internal/')) {
    if (request.headers.get('x-internal') !== process.env.INTERNAL) return NextResponse.json({ ok: false })
  }

  const response = NextResponse.next()
  response.headers.set('x-frame-options', 'DENY')
  return response
}
