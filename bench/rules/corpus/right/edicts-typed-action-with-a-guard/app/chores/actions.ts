"use server";

import { configure, updateTag } from "edict";
import { action } from "edict/action";
import { z } from "zod";
import { signedIn } from "../../lib/guards";
import { chores } from "../../lib/chores";

export const addChore = action
  .input(z.object({ what: z.string().min(2).max(100) }))
  .use(signedIn)
  .handler(async ({ input, context }) => {
    await chores.insert({ what: input.what, userId: context.user.id });
    updateTag("chores");
  });

export const attachPicture = configure({ bodySizeLimit: "5mb" }, async (choreId: string, picture: File) => {
  const { user } = await signedIn();
  if (!(picture instanceof File) || !picture.type.startsWith("image/")) return { error: "Pictures only." };
  await chores.update({ id: choreId, userId: user.id }, { picture: new Uint8Array(await picture.arrayBuffer()) });
  updateTag("chores");
  return { error: null };
});
