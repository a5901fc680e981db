import type { Metadata } from "next";
import { redirect } from "edict";
import { Link } from "edict/client";
import { SignInForm } from "@/components/sign-in-form";
import { DEMO_PASSWORD } from "@/db/sample-people";
import { first, type SearchParams } from "@/lib/list-query";
import { nextPath } from "@/lib/next-path";
import { currentUser } from "@/lib/session";

export const metadata: Metadata = {
  title: "Sign in",
  description: "Sign in to write posts and comments.",
};

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const next = nextPath(first((await searchParams).next));
  if ((await currentUser()) !== undefined) redirect(next);
  return (
    <>
      <h1>Sign in</h1>
      <div className="panel">
        <SignInForm next={next} />
      </div>
      <p>
        New here? <Link href={`/sign-up?next=${encodeURIComponent(next)}`}>Create an account</Link>
      </p>
      <p className="soft small">
        To look around, sign in as <code>ada@forum.example</code> or <code>ben@forum.example</code>{" "}
        with the password <code>{DEMO_PASSWORD}</code>.
      </p>
    </>
  );
}
