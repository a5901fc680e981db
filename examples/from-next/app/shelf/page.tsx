import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { withdrawSeed } from "@/app/actions/seed.actions";
import { BankButton } from "@/components/bank-button";
import { ImportForm } from "@/components/import-form";
import { SubmitButton } from "@/components/submit-button";
import { auth } from "@/lib/auth";
import { listOwn } from "@/lib/seeds";

export const metadata: Metadata = { title: "My shelf" };

export default async function Page() {
  const member = await auth();
  // The middleware has seen a cookie; whether its session still holds, it cannot know.
  if (member === undefined) redirect("/login?next=/shelf");
  const own = await listOwn(member.id);
  return (
    <>
      <h1>My shelf</h1>
      <ul className="lines">
        {own.map(({ id, name, packets }) => (
          <li key={id}>
            <Link href={`/seeds/${id}`}>{name}</Link> <span>{packets} packets</span>
            <form action={withdrawSeed.bind(null, id)}>
              <SubmitButton kind="quiet">Withdraw</SubmitButton>
            </form>
          </li>
        ))}
      </ul>
      <h2>Many at once</h2>
      <ImportForm />
      <h2>The seed bank</h2>
      <BankButton />
    </>
  );
}
