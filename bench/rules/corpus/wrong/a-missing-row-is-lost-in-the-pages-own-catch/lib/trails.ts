export async function loadTrail(slug: string) {
  const res = await fetch(`https://trails.example.test/api/trails/${encodeURIComponent(slug)}`)
  if (res.status === 404) return null
  if (!res.ok) throw new Error(`trail service answered ${res.status}`)
  return (await res.json()) as { name: string; lengthKm: number }
}
