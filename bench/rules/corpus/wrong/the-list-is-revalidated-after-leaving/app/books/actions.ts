'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { db } from '@/lib/db';
import { requireUser } from '@/lib/auth';
import { bookSchema } from '@/lib/schemas';

export async function addBook(formData: FormData) {
  const user = await requireUser();
  const result = bookSchema.safeParse(Object.fromEntries(formData));
  if (!result.success) return { errors: result.error.flatten().fieldErrors };

  await db.book.create({ data: { ...result.data, ownerId: user.id } });

  redirect('/books');
  revalidatePath('/books');
}

export async function lendBook(formData: FormData) {
  const user = await requireUser();
  const id = String(formData.get('id'));
  await db.book.updateMany({ where: { id, ownerId: user.id }, data: { lent: true } });
  redirect('/books?lent=' + id);
  revalidatePath('/books');
  return { ok: true };
}
