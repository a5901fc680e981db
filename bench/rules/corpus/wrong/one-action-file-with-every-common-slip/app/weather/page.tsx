import { removeStation, saveStation } from './actions'

export default function Weather() {
  return (
    <>
      <form action={saveStation}>
        <input name="name" />
        <button>Add</button>
      </form>
      <form action={removeStation.bind(null, 'st-1')}>
        <button>Remove</button>
      </form>
    </>
  )
}
