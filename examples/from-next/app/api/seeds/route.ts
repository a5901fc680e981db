import { revalidateTag } from "next/cache";
import { NextResponse, type NextRequest } from "next/server";
import { z } from "zod";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";
import { seeds } from "@/lib/schema";
import { seedInput } from "@/lib/seed-input";
import { listSeeds } from "@/lib/seeds";

/** The list for programs: `?q=` searches it. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  return NextResponse.json(await listSeeds(request.nextUrl.searchParams.get("q") ?? ""));
}

/** Offers a seed from a program that carries a member's session. */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const member = await auth();
  if (member === undefined) return NextResponse.json({ error: "sign in" }, { status: 401 });
  const input = seedInput.safeParse(await request.json().catch(() => undefined));
  if (!input.success)
    return NextResponse.json({ errors: z.flattenError(input.error).fieldErrors }, { status: 422 });
  const [row] = await (
    await db()
  )
    .insert(seeds)
    .values({ ...input.data, ownerId: member.id })
    .returning();
  revalidateTag("seeds", { expire: 0 });
  return NextResponse.json(row, { status: 201, headers: { location: `/seeds/${row?.id}` } });
}
