import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isMember = createRouteMatcher(['/members(.*)'])

export default clerkMiddleware(async (auth, request) => {
  if (isMember(request)) await auth.protect()
})

export const config = { matcher: ['/((?!_next).*)'] }
