import { star, unstar } from '../actions'

export default async function Clip({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <form>
      <button formAction={star.bind(null, id)}>Star</button>
      <button formAction={unstar.bind(null, id)}>Unstar</button>
    </form>
  )
}
