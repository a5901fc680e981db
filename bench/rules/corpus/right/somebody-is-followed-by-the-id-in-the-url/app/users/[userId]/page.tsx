import { db } from '@/lib/db'
import { auth } from '@/auth'
import { followUser, unfollowUser } from './actions'

export default async function Profile({ params }: { params: Promise<{ userId: string }> }) {
  const { userId } = await params
  const session = await auth()
  const profile = await db.user.findUniqueOrThrow({ where: { id: userId } })
  const follows = await db.follow.findFirst({ where: { followerId: session?.user?.id, followedId: userId } })
  return (
    <form action={follows ? unfollowUser.bind(null, userId) : followUser.bind(null, userId)}>
      <h1>{profile.name}</h1>
      <button>{follows ? 'Unfollow' : 'Follow'}</button>
    </form>
  )
}
