import { unstable_cache } from 'next/cache'
import { db } from '@/lib/db'
import { List } from './list'

const ids = unstable_cache(async () => (await db.bookmark.findMany()).map((b) => b.id), ['bookmark-ids'], {
  tags: ['bookmarks'],
})

export default async function Bookmarks() {
  return <List ids={await ids()} />
}
