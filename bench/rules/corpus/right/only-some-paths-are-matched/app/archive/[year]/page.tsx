export default async function Archive({ params }: { params: Promise<{ year: string }> }) {
  const { year } = await params;
  const list = await fetch(`https://archive.example.test/${year}`, { cache: "force-cache", next: { tags: ["archive"] } });
  return <pre>{await list.text()}</pre>;
}
