export default async function Translated({ params }: { params: Promise<{ lang: string }> }) {
  return <p lang={(await params).lang}>…</p>
}
