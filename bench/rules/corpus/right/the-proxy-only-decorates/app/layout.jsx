import { headers } from 'next/headers'
import { connection } from 'next/server'

export default async function Layout({ children }) {
  await connection()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en">
      <body>
        {children}
        <script nonce={nonce}>{`document.documentElement.dataset.js = ''`}</script>
      </body>
    </html>
  )
}
