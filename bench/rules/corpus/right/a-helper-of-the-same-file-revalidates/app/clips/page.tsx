import Link from 'next/link'
import { db } from '@/db'

export default async function Clips() {
  const all = await db.query.clips.findMany()
  return all.map((clip) => (
    <Link key={clip.id} href={`/clips/${clip.id}`}>
      {clip.title}
    </Link>
  ))
}
