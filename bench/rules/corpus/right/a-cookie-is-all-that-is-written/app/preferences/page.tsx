import { clearPreferences, guessLocale, setLocale } from './actions'

export default async function Preferences() {
  const current = await guessLocale()
  return (
    <form action={clearPreferences}>
      <p>{current}</p>
      <button formAction={setLocale.bind(null, 'da')}>Dansk</button>
      <button>Forget</button>
    </form>
  )
}
