import { planVisit, registerPet } from './actions'

export default function Pets() {
  return (
    <>
      <form action={registerPet}>
        <input name="name" />
        <input name="kind" />
        <button>Register</button>
      </form>
      <form action={planVisit}>
        <input name="minutes" />
        <button>Plan</button>
      </form>
    </>
  )
}
