export default async function Shop({ params }: { params: Promise<{ path: string[] }> }) {
  return <h1>{(await params).path.join(' ')}</h1>
}
