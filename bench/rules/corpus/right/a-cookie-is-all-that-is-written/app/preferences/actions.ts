'use server'

import { cookies, headers } from 'next/headers'

const locales = ['da', 'de', 'en', 'fa'] as const

export async function setLocale(locale: string) {
  if (!(locales as readonly string[]).includes(locale)) return
  const store = await cookies()
  store.set('locale', locale)
}

export async function clearPreferences() {
  const [store, list] = await Promise.all([cookies(), headers()])
  if (list.get('sec-gpc') === '1') store.delete('analytics')
  store.delete('locale')
}

export async function guessLocale() {
  const accepted = (await headers()).get('accept-language') ?? ''
  return cookies().then((store) => store.get('locale')?.value ?? accepted.slice(0, 2))
}
