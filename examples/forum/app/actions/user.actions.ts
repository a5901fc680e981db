"use server";

import { revalidatePath } from "edict";
import { deleteAvatar, storeAvatar } from "@/data/avatars";
import { renamePerson } from "@/data/people";
import { database } from "@/db/connection";
import { done, invalid, refused, typedValues, type FormState } from "@/lib/form-state";
import { limits } from "@/lib/limits";
import { nameSchema } from "@/lib/schemas";
import { requireUser } from "@/lib/session";
import { sniffImage } from "@/lib/sniff-image";

/** Changes the visitor's own name, which stands beside everything they wrote. */
export async function updateName(_previous: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser();
  const values = typedValues(form, ["name"]);
  const fields = nameSchema.safeParse(values);
  if (!fields.success) return invalid(fields.error, values);

  await renamePerson(await database(), user.id, fields.data.name);
  revalidatePath("/", "layout");
  return { ...done(`You are ${fields.data.name} now.`), values: { name: fields.data.name } };
}

/** Stores a picture of the visitor. */
export async function uploadAvatar(_previous: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser();
  const file = form.get("avatar");
  // A file field that was left empty arrives as a file without bytes.
  if (!(file instanceof File) || file.size === 0)
    return refused({ avatar: "Please choose a picture." }, {});
  if (file.size > limits.avatarBytes)
    return refused({ avatar: "The picture may have 512 kB at most." }, {});
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = sniffImage(bytes);
  if (type === undefined)
    return refused({ avatar: "This is not a PNG, JPEG, GIF or WebP picture." }, {});

  await storeAvatar(await database(), user.id, type, bytes);
  revalidatePath("/", "layout");
  return done("Your picture is saved.");
}

/** Takes the visitor's picture away. */
export async function removeAvatar(): Promise<void> {
  const user = await requireUser();
  await deleteAvatar(await database(), user.id);
  revalidatePath("/", "layout");
}
