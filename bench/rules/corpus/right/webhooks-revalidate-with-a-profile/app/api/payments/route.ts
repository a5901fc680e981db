import { revalidateTag, revalidatePath } from "next/cache";
import { headers } from "next/headers";
import Stripe from "stripe";
import { prisma } from "@/lib/prisma";

const stripe = new Stripe(process.env.STRIPE_KEY ?? "");

export async function POST(request: Request) {
  const signature = (await headers()).get("stripe-signature");
  if (!signature) return new Response("no signature", { status: 400 });

  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(await request.text(), signature, process.env.STRIPE_HOOK ?? "");
  } catch {
    return new Response("bad signature", { status: 400 });
  }

  switch (event.type) {
    case "checkout.session.completed":
      await prisma.order.update({ where: { checkoutId: event.data.object.id }, data: { paidAt: new Date() } });
      revalidateTag("orders", "max");
      revalidatePath("/orders");
      break;
    case "charge.refunded":
      await prisma.refund.create({ data: { chargeId: event.data.object.id } });
      break;
  }
  return Response.json({ received: true });
}
