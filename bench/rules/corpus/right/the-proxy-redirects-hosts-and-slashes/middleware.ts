import { NextResponse, type NextRequest } from 'next/server'

export function middleware(request: NextRequest) {
  const isAction = request.headers.has('Next-Action') || request.method === 'POST'
  const guest = !request.cookies.has('member')

  if (guest && !isAction && request.nextUrl.pathname === '/club') {
    return NextResponse.redirect(new URL('/join', request.url))
  }

  const response = NextResponse.next()
  if (guest) response.cookies.set('visited', '1')
  return response
}

export const config = { matcher: '/club' }
