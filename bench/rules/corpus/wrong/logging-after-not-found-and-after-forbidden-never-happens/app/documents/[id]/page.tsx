import { forbidden, notFound } from "next/navigation";
import { logger } from "@/lib/logger";
import { getUser } from "@/lib/session";
import { findDocument } from "@/lib/documents";

export default async function DocumentPage(props: { params: Promise<{ id: string }> }) {
  const { id } = await props.params;
  const [user, document] = await Promise.all([getUser(), findDocument(id)]);

  if (document === undefined) {
    notFound();
    logger.warn({ id }, "no such document");
  }
  if (!document.readers.includes(user.id)) {
    forbidden();
    logger.warn({ id, user: user.id }, "not a reader");
  }
  return <pre>{document.text}</pre>;
}
