import { cookies, draftMode, headers } from "next/headers";
import { redirect } from "next/navigation";

interface Context {
  params: Promise<{ id: string }>;
}

export async function GET(request: Request, { params }: Context) {
  const jar = cookies();
  const incoming = headers();
  const { id } = await params;
  if (!/^\d+$/.test(id)) return new Response("bad id", { status: 400 });

  const token = (await jar).get("preview")?.value;
  const referer = (await incoming).get("referer");
  const draft = await draftMode();
  if (token !== undefined && token === process.env.PREVIEW_TOKEN) draft.enable();
  else draft.disable();

  redirect(referer ?? `/editions/${id}`);
}

export const HEAD = async (_: Request, context: Context) =>
  new Response(null, { headers: { "x-edition": (await context.params).id } });
