import { revalidatePath } from "edict";
import { findPost, publishPost } from "@/data/posts";
import { recordEvent } from "@/data/webhook-events";
import { database } from "@/db/connection";
import { limits } from "@/lib/limits";
import { publishEventSchema } from "@/lib/schemas";
import { webhookSecret } from "@/lib/webhook-secret";
import { verifyWebhook } from "@/lib/webhook-signature";

/** `POST /api/webhooks/publish`: publishes a draft on behalf of a scheduler that knows the secret. */
export async function POST(request: Request): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.byteLength > limits.webhookBytes) return answer(413, { error: "body too large" });

  const signature = request.headers.get("forum-signature") ?? "";
  const verdict = verifyWebhook(webhookSecret(), body, signature, Math.floor(Date.now() / 1000));
  if (verdict !== "valid") return answer(401, { error: `signature ${verdict}` });

  const event = publishEventSchema.safeParse(parseJson(body));
  if (!event.success) return answer(400, { error: "not a post.publish event" });

  const db = await database();
  if ((await findPost(db, event.data.post)) === undefined)
    return answer(404, { error: "no such post" });
  // Together or not at all: an event that is noted and not carried out would never be repeated.
  const outcome = await db.transaction(async (tx) => {
    const isNew = await recordEvent(tx, event.data.id);
    return {
      published: isNew && (await publishPost(tx, event.data.post, new Date())),
      repeated: !isNew,
    };
  });
  if (outcome.published) revalidatePath("/", "layout");
  return answer(200, outcome);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // Refused by the schema, as anything else that is no event.
    return undefined;
  }
}

function answer(status: number, value: Readonly<Record<string, unknown>>): Response {
  return Response.json(value, { status, headers: { "cache-control": "no-store" } });
}
