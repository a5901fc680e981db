import { db } from '@/db'
import { invite, removeMember } from './actions'

export default async function Team({ searchParams }: { searchParams: Promise<{ team: string }> }) {
  const { team } = await searchParams
  const members = await db.query.memberships.findMany()
  return (
    <>
      <form action={invite.bind(null, team)}>
        <input name="email" />
        <select name="role">
          <option>viewer</option>
          <option>editor</option>
        </select>
        <button>Invite</button>
      </form>
      {members.map((member) => (
        <form key={member.userId} action={removeMember.bind(null, team, member.userId)}>
          <button>Remove {member.name}</button>
        </form>
      ))}
    </>
  )
}
