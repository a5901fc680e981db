import type { Metadata } from "next";
import { redirect } from "edict";
import { Link } from "edict/client";
import { SignUpForm } from "@/components/sign-up-form";
import { first, type SearchParams } from "@/lib/list-query";
import { nextPath } from "@/lib/next-path";
import { currentUser } from "@/lib/session";

export const metadata: Metadata = {
  title: "Join",
  description: "Create an account to write posts and comments.",
};

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const next = nextPath(first((await searchParams).next));
  if ((await currentUser()) !== undefined) redirect(next);
  return (
    <>
      <h1>Join the forum</h1>
      <div className="panel">
        <SignUpForm next={next} />
      </div>
      <p>
        Have an account? <Link href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</Link>
      </p>
    </>
  );
}
