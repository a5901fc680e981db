import { auth } from "@/lib/auth";
import { cast } from "@/features/votes/cast";
import { Vote } from "./vote";

const quiet = { label: "Maybe", onVote: () => {} };

export default async function Page() {
  const session = await auth();
  return (
    <>
      <Vote {...quiet} />
      <Vote label="No" {...{ onVote() {} }} />
      <Vote label="Yes" onVote={cast.bind(null, session.user.id)} />
    </>
  );
}
