import { cacheTag, revalidateTag } from "edict";
import { requireUser } from "../lib/session";
import { store } from "../lib/store";

async function quote() {
  "use cache";
  cacheTag("quote");
  return store.get("quote");
}

export default async function Home() {
  return (
    <form
      action={async () => {
        "use server";
        await requireUser();
        revalidateTag("quote");
      }}
    >
      <blockquote>{await quote()}</blockquote>
      <button>Another one</button>
    </form>
  );
}
