import { joinNewsletter } from './actions'

export default function Newsletter() {
  return (
    <form action={joinNewsletter}>
      <input name="email" type="email" />
      <input name="website" hidden />
      <button>Join</button>
    </form>
  )
}
