import { notFound } from "next/navigation"
import { loadTrail } from "../../../lib/trails"

type Props = { params: Promise<{ slug: string }> }

export default async function TrailPage({ params }: Props) {
  const { slug } = await params
  try {
    const trail = await loadTrail(slug)
    if (!trail) notFound()
    return (
      <article>
        <h1>{trail.name}</h1>
        <p>{trail.lengthKm} km</p>
      </article>
    )
  } catch (err) {
    return <p>Trail data is unavailable right now.</p>
  }
}
