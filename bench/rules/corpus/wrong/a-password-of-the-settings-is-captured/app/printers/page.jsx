import { requireAdmin } from '../../lib/require-admin'
import { readSettings } from '../../lib/settings'
import { openVault } from '../../lib/vault'
import { sendTest } from '../../lib/smtp'

export default async function Printers() {
  await requireAdmin()
  const settings = await readSettings()
  const { clientSecret } = await openVault('printers')

  const testMail = async () => {
    'use server'
    const admin = await requireAdmin()
    await sendTest({ to: admin.email, user: settings.smtpUser, password: settings.smtpPassword })
  }

  return (
    <form action={testMail}>
      <button>Send a test mail</button>
      <button
        formAction={async () => {
          'use server'
          await requireAdmin()
          await fetch(`https://printers.example.test/ping?s=${encodeURIComponent(clientSecret)}`)
        }}
      >
        Ping
      </button>
    </form>
  )
}
