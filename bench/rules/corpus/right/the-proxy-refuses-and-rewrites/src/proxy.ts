import { NextResponse, NextRequest } from 'next/server';
import { isKnown, localeOf } from './lib/edge-session';

export default async function proxy(request: NextRequest) {
  if (request.nextUrl.pathname.startsWith('/panel')) {
    const known = await isKnown(request.cookies.get('sid')?.value);
    if (!known) return new NextResponse('Please sign in again.', { status: 401 });
    if (known.blocked) return new Response(null, { status: 403 });
  }
  const locale = localeOf(request.headers.get('accept-language'));
  if (locale !== 'en') {
    return NextResponse.rewrite(new URL(`/${locale}${request.nextUrl.pathname}`, request.url));
  }
  const headers = new Headers(request.headers);
  headers.set('x-locale', locale);
  return NextResponse.next({ request: { headers } });
}
