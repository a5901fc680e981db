import { book } from './actions'

const Bookings = async ({ searchParams }: { searchParams: Promise<{ done?: string }> }) => {
  const { done } = await searchParams
  return (
    <form action={book}>
      {done && <p>See you there.</p>}
      <input name="roomId" />
      <input name="hour" type="number" />
      <button type="submit">Book</button>
    </form>
  )
}

export default Bookings
