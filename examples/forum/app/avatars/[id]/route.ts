import { findAvatar } from "@/data/avatars";
import { database } from "@/db/connection";
import { rowId } from "@/lib/row-id";

/** `GET /avatars/3?v=<start of the hash>`: a member's picture. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const id = rowId((await params).id);
  const avatar = id === undefined ? undefined : await findAvatar(await database(), id);
  if (avatar === undefined) return new Response("No picture.\n", { status: 404 });

  const version = new URL(request.url).searchParams.get("v") ?? "";
  const headers = {
    // The address names the version, so it never shows another picture; any other address is asked again.
    "cache-control":
      version.length >= 16 && avatar.hash.startsWith(version)
        ? "public, max-age=31536000, immutable"
        : "public, no-cache",
    // A picture that somebody uploaded must never be taken for a page of this site.
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": avatar.contentType,
    etag: `"${avatar.hash}"`,
    "x-content-type-options": "nosniff",
  };
  if (request.headers.get("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers });
  // A copy on its own buffer: what the driver hands out may be a view into a larger one.
  return new Response(new Uint8Array(avatar.bytes), { headers });
}
