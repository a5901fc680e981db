import { refresh } from "next/cache";
import { requireUser } from "@/lib/require-user";
import { keys } from "@/lib/keys";
import { KeyForm } from "./key-form";

export default async function Keys() {
  const { webhookSecret } = await requireUser();

  async function save(hash: string) {
    "use server";
    const user = await requireUser();
    if (!/^[0-9a-f]{64}$/.test(hash)) return;
    await keys.insert({ hash, userId: user.id, signedWith: webhookSecret });
    refresh();
  }

  return <KeyForm save={save} />;
}
