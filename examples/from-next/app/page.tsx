import Form from "next/form";
import Link from "next/link";
import { KindMark } from "@/components/kind-mark";
import { listSeeds } from "@/lib/seeds";

export default async function Page({ searchParams }: PageProps<"/">) {
  const { q } = await searchParams;
  const query = typeof q === "string" ? q : "";
  const found = await listSeeds(query);
  return (
    <>
      <h1>Seeds to share</h1>
      <Form action="/" className="search">
        <input type="search" name="q" defaultValue={query} aria-label="Name or kind" />
        <button type="submit">Search</button>
      </Form>
      <ul className="cards">
        {found.map(({ id, name, kind, owner, packets }) => (
          <li key={id}>
            <KindMark kind={kind} />
            <Link href={`/seeds/${id}`}>{name}</Link>
            <p>
              {kind}, from {owner}
            </p>
            <p>{packets === 0 ? "none left" : `${packets} packets`}</p>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>Nothing by that name. Try another one.</p>}
      <p className="aside">
        The list as <a href="/api/seeds">JSON</a> and as a{" "}
        <a href="/api/seeds/export">file of lines</a>.
      </p>
    </>
  );
}
