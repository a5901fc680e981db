import type { Metadata } from "next";
import { offerSeed } from "@/app/actions/seed.actions";
import { SeedForm } from "@/components/seed-form";

export const metadata: Metadata = { title: "Offer a seed" };

export default function Page() {
  return (
    <>
      <h1>Offer a seed</h1>
      <SeedForm action={offerSeed} submit="Offer it" />
    </>
  );
}
