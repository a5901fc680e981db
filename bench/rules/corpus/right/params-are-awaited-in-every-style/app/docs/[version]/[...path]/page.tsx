import { use } from "react";
import { notFound } from "next/navigation";
import { findPage } from "@/lib/docs-index";
import { Crumbs } from "./crumbs";

type Params = Promise<{ version: string; path: string[] }>;

export async function generateMetadata({ params }: { params: Params }) {
  const { version, path } = await params;
  return { title: `${path.at(-1)} (${version})` };
}

export function generateStaticParams() {
  return [{ version: "v2", path: ["start"] }].map((params) => ({ version: params.version, path: params.path }));
}

function Title({ params }: { params: Params }) {
  const { path } = use(params);
  return <h1>{path.join(" / ")}</h1>;
}

export default async function DocPage(props: { params: Params; searchParams: Promise<{ q?: string }> }) {
  const [params, searchParams] = await Promise.all([props.params, props.searchParams]);
  const page = await findPage(params.version, params.path);
  if (!page) notFound();
  return (
    <article data-query={searchParams.q}>
      <Title params={props.params} />
      <Crumbs />
      {page.body}
    </article>
  );
}
