export { refresh, revalidatePath, revalidateTag, updateTag } from "../context/index.ts";
