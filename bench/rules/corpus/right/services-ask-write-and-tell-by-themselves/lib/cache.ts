import { revalidatePath } from "next/cache";

export function showShelves() {
  revalidatePath("/");
}
