"use server";

import { refresh } from "next/cache";
import { requireCustomer } from "@/lib/customers";
import { prisma } from "@/lib/prisma";

type Line = { sku: string; count: number; price: number };

export async function checkout(lines: Line[]) {
  const customer = await requireCustomer();
  const total = lines.reduce((sum, line) => sum + line.count * line.price, 0);
  await prisma.order.create({ data: { customerId: customer.id, total, lines: { create: lines } } });
  refresh();
}

export async function setNickname(nickname: unknown) {
  const customer = await requireCustomer();
  await prisma.customer.update({ where: { id: customer.id }, data: { nickname: nickname as string } });
  refresh();
}
