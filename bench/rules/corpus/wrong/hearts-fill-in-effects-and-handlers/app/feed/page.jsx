import { db } from '@/lib/db'
import { Heart } from './heart'
import Pin from './pin'

export default async function Feed() {
  const posts = await db.post.findMany()
  return posts.map((post) => (
    <p key={post.id}>
      {post.text} <Heart post={post} /> <Pin post={post} />
    </p>
  ))
}
