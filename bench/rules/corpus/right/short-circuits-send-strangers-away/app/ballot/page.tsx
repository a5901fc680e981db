import { cast } from './actions'

export default function Ballot() {
  return (
    <form>
      {['a', 'b', 'c'].map((choice) => (
        <button key={choice} formAction={cast.bind(null, choice)}>
          {choice}
        </button>
      ))}
    </form>
  )
}
