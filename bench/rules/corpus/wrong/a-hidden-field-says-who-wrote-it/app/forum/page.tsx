import { auth } from "@/auth";
import { postMessage, startThread } from "./actions";

export default async function Forum() {
  const session = await auth();
  return (
    <>
      <form action={postMessage}>
        <input type="hidden" name="authorId" value={session?.user.id} />
        <input name="text" />
      </form>
      <form action={startThread}>
        <input type="hidden" name="userId" value={session?.user.id} />
        <input name="title" />
      </form>
    </>
  );
}
