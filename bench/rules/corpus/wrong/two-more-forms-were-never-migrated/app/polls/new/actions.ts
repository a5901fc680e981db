'use server';

import { redirect } from 'next/navigation';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireMember } from '@/lib/members';
import { prisma } from '@/lib/prisma';

const text = z.string().trim().min(3).max(140);

export async function createPoll(_: unknown, formData: FormData) {
  const member = await requireMember();
  const question = text.safeParse(formData.get('question'));
  if (!question.success) return { field: 'question' };
  const poll = await prisma.poll.create({ data: { question: question.data, ownerId: member.id } });
  redirect(`/polls/new?poll=${poll.id}`);
}

export async function addOption(pollId: string, _: string, formData: FormData) {
  const member = await requireMember();
  const label = text.safeParse(formData.get('label'));
  if (!label.success) return 'Between 3 and 140 letters.';
  const poll = await prisma.poll.findFirst({ where: { id: pollId, ownerId: member.id } });
  if (!poll) return 'This poll is not yours.';
  await prisma.option.create({ data: { label: label.data, pollId: poll.id } });
  revalidatePath('/polls/new');
  return '';
}
