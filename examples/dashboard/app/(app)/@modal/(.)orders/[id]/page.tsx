import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Modal } from "@/components/modal";
import { OrderDetails } from "@/components/order-details";

interface Props {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Order ${(await params).id} in a dialog` };
}

/** An order over the page that the visitor is on: a reload shows its own page. */
export default async function OrderModal({ params }: Props): Promise<ReactNode> {
  const { id } = await params;
  return (
    <Modal>
      <OrderDetails id={id} />
    </Modal>
  );
}
