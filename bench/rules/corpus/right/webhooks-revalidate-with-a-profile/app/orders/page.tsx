import { unstable_cache } from "next/cache";
import { redirect } from "next/navigation";
import Stripe from "stripe";
import { auth } from "@/auth";
import { prisma } from "@/lib/prisma";

const stripe = new Stripe(process.env.STRIPE_KEY ?? "");
const total = unstable_cache(() => prisma.order.count(), ["orders"], { tags: ["orders"], revalidate: 900 });

async function checkout() {
  "use server";
  const session = await auth();
  if (!session?.user) redirect("/login");
  const { url } = await stripe.checkout.sessions.create({ mode: "payment", customer: session.user.customerId });
  redirect(url ?? "/orders");
}

export default async function Orders() {
  return (
    <form action={checkout}>
      <p>{await total()} orders so far</p>
      <button>Pay</button>
    </form>
  );
}
