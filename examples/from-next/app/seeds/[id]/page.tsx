import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { takePacket } from "@/app/actions/seed.actions";
import { KindMark } from "@/components/kind-mark";
import { TakeButton } from "@/components/take-button";
import { WishButton } from "@/components/wish-button";
import { auth } from "@/lib/auth";
import { findSeed, wishesFor } from "@/lib/seeds";

type Props = PageProps<"/seeds/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const seed = await findSeed((await params).id);
  return { title: seed?.name ?? "No such seed" };
}

export default async function Page({ params }: Props) {
  const seed = (await findSeed((await params).id)) ?? notFound();
  const member = await auth();
  const { count, isMine } = await wishesFor(seed.id, member?.id);

  // An inline action: it closes over the seed of this page, and a Client Component calls it.
  async function take() {
    "use server";
    return takePacket(seed.id);
  }

  return (
    <article>
      <KindMark kind={seed.kind} />
      <h1>{seed.name}</h1>
      <p>
        A {seed.kind}, from {seed.owner}
      </p>
      <p>{seed.note}</p>
      <p data-testid="packets">{seed.packets} packets left</p>
      {member === undefined ? (
        <p>
          <Link href="/login">Sign in</Link> to take one.
        </p>
      ) : (
        <div className="row">
          <TakeButton action={take} isEmpty={seed.packets === 0} />
          <WishButton seedId={seed.id} count={count} isMine={isMine} />
          {member.id === seed.ownerId && <Link href={`/seeds/${seed.id}/edit`}>Change</Link>}
        </div>
      )}
    </article>
  );
}
