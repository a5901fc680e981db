'use client'

import Cookies from 'js-cookie'
import { headers } from '../lib/api-headers'

export function Banner() {
  if (Cookies.get('seen')) return null
  const cookies = () => ({ get: (name) => Cookies.get(name) })
  const token = cookies().get('token')
  return (
    <button onClick={() => fetch('/api/seen', { method: 'POST', headers: headers().set('x-token', token).all() })}>
      Understood
    </button>
  )
}
