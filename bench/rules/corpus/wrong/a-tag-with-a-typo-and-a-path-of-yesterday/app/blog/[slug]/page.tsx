export default async function Post({ params }: { params: Promise<{ slug: string }> }) {
  return <h1>{(await params).slug}</h1>;
}
