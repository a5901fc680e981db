import { db } from '@/db'
import { Board } from './board'

export default async function BoardPage() {
  return <Board cards={await db.query.cards.findMany()} />
}
