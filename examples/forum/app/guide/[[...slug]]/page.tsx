import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PostBody } from "@/components/post-body";
import { guidePages } from "./guide-pages";
import styles from "./page.module.css";

interface GuideProps {
  params: Promise<{ slug?: string[] }>;
}

async function pageOf(params: GuideProps["params"]) {
  const slug = ((await params).slug ?? []).join("/");
  return guidePages.find((page) => page.slug === slug);
}

export async function generateMetadata({ params }: GuideProps): Promise<Metadata> {
  const page = await pageOf(params);
  return { title: page?.title ?? "No such page", description: "How the forum works." };
}

export default async function Guide({ params }: GuideProps) {
  const page = await pageOf(params);
  if (page === undefined) notFound();
  return (
    <div className={styles.columns}>
      <nav aria-label="Guide">
        <ul className={styles.list}>
          {guidePages.map(({ slug, title }) => (
            <li key={slug}>
              <Link
                href={slug === "" ? "/guide" : `/guide/${slug}`}
                aria-current={slug === page.slug ? "page" : undefined}
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <article className="stack">
        <h1>{page.title}</h1>
        <PostBody text={page.text} />
      </article>
    </div>
  );
}
