import type { Metadata } from "next";
import { forbidden, notFound, unauthorized } from "next/navigation";
import { changeSeed } from "@/app/actions/seed.actions";
import { SeedForm } from "@/components/seed-form";
import { auth } from "@/lib/auth";
import { findSeed } from "@/lib/seeds";

export const metadata: Metadata = { title: "Change an offer" };

export default async function Page({ params }: PageProps<"/seeds/[id]/edit">) {
  const seed = (await findSeed((await params).id)) ?? notFound();
  const member = (await auth()) ?? unauthorized();
  if (member.id !== seed.ownerId) forbidden();
  return (
    <>
      <h1>Change {seed.name}</h1>
      <SeedForm action={changeSeed.bind(null, seed.id)} seed={seed} submit="Save" />
    </>
  );
}
