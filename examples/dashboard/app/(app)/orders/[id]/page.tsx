import type { Metadata } from "next";
import type { ReactNode } from "react";
import { OrderDetails } from "@/components/order-details";

interface Props {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Order ${(await params).id}` };
}

/** One order. */
export default async function OrderPage({ params }: Props): Promise<ReactNode> {
  return <OrderDetails id={(await params).id} />;
}
