'use client'

import { report } from './actions'

export function Report(props: { league: string; match: string; table: string[] }) {
  return (
    <button onClick={() => report(props.league, props.match, { home: 1, away: 0 })}>
      {props.table.join(' · ')}
    </button>
  )
}
