"use sever";

import { refresh } from "next/cache";
import { requireUser } from "../../lib/require-user";
import { stamps } from "../../lib/stamps";

export async function collect() {
  const user = await requireUser();
  await stamps.insert({ userId: user.id, at: new Date() });
  refresh();
}
