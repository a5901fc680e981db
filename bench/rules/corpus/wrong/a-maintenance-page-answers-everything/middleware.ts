import { NextRequest, NextResponse } from 'next/server'

const closed = process.env.MAINTENANCE === '1'

export default function middleware(req: NextRequest) {
  if (closed && !req.nextUrl.pathname.startsWith('/status')) {
    return new NextResponse('<h1>Back at noon</h1>', { headers: { 'content-type': 'text/html' } })
  }
  if (!req.cookies.has('consent') && req.nextUrl.pathname === '/orders') {
    return NextResponse.redirect(new URL('/consent', req.url), 303)
  }
  return NextResponse.next()
}
