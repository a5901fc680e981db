'use server'

import { redirect } from 'next/navigation'
import { updateTag } from 'next/cache'
import { z } from 'zod'
import { requireManager } from '@/lib/managers'
import { query } from '@/lib/pg'

const decision = z.enum(['approve', 'reject', 'later'])

export async function decide(requestId: string, formData: FormData) {
  const manager = await requireManager()
  switch (decision.parse(formData.get('decision'))) {
    case 'approve':
      await query('UPDATE requests SET state = $1 WHERE id = $2 AND manager_id = $3', ['approved', requestId, manager.id])
      updateTag('requests')
      redirect('/approvals?approved')
      break
    case 'reject':
      await query('UPDATE requests SET state = $1 WHERE id = $2 AND manager_id = $3', ['rejected', requestId, manager.id])
      updateTag('requests')
      redirect('/approvals?rejected')
    case 'later':
      return
  }
}
