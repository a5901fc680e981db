'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { db } from '@/lib/db';

const product = z.object({
  name: z.string().min(2).max(80),
  price: z.coerce.number().positive(),
});

export type State = { errors?: Record<string, string[]> };

export async function addProduct(_state: State, formData: FormData): Promise<State> {
  const parsed = product.safeParse(Object.fromEntries(formData));
  if (!parsed.success) return { errors: z.flattenError(parsed.error).fieldErrors };
  await db.product.create({ data: parsed.data });
  revalidatePath('/admin/products');
  return {};
}
