'use client'

import { clearDone, moveCard } from './actions'

type Card = { id: string; title: string; column: string }

export function Board({ cards }: { cards: Card[] }) {
  return (
    <section>
      {cards.map((card) => (
        <button key={card.id} onClick={() => moveCard(card.id, 'done')}>
          {card.title}
        </button>
      ))}
      <button onClick={() => clearDone()}>Clear done</button>
    </section>
  )
}
