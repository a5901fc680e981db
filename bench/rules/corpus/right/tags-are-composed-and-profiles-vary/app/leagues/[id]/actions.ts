'use server'

import { revalidateTag, updateTag } from 'next/cache'
import * as v from 'valibot'
import { requireReferee } from '@/lib/referees'
import { matches } from '@/lib/matches'

const Score = v.object({ home: v.pipe(v.number(), v.integer()), away: v.pipe(v.number(), v.integer()) })

export async function report(leagueId: string, matchId: string, input: unknown) {
  await requireReferee(leagueId)
  const score = v.parse(Score, input)
  await matches.update({ id: matchId, leagueId }, score)
  updateTag(`league:${leagueId}`)
  updateTag(`match:${matchId}`)
  revalidateTag('leagues', 'hours')
  revalidateTag(...(['tables', { expire: 60 }] as const))
}
