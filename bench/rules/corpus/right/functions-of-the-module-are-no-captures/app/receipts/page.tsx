import { PrismaClient } from '@prisma/client'
import { auth } from '@clerk/nextjs/server'
import { revalidatePath } from 'next/cache'

const prisma = new PrismaClient()
const archive = new Map<string, number>()
const format = (cents: number) => `${(cents / 100).toFixed(2)} €`

class Receipt {
  constructor(readonly cents: number) {}
  toString() {
    return format(this.cents)
  }
}

export default async function Receipts() {
  const { userId } = await auth()
  const receipts = await prisma.receipt.findMany({ where: { userId: userId ?? '' } })
  const label = (cents: number) => new Receipt(cents).toString()

  async function archiveOne(formData: FormData) {
    'use server'
    const { userId } = await auth()
    if (!userId) throw new Error('Unauthorized')
    const id = String(formData.get('id'))
    const receipt = await prisma.receipt.findFirst({ where: { id, userId } })
    if (!receipt) return
    archive.set(id, receipt.cents)
    await prisma.receipt.delete({ where: { id: receipt.id, userId } })
    console.log('archived', new Receipt(receipt.cents).toString(), format(receipt.cents))
    revalidatePath('/receipts')
  }

  return receipts.map((receipt) => (
    <form key={receipt.id} action={archiveOne}>
      <button name="id" value={receipt.id}>
        {label(receipt.cents)}
      </button>
    </form>
  ))
}
