import { signUp } from './actions'

export default function SignUp() {
  return (
    <form action={signUp}>
      <input name="email" type="email" />
      <input name="password" type="password" />
      <button>Create account</button>
    </form>
  )
}
