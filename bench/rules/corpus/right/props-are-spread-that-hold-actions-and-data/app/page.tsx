import { seal } from "edict";
import { auth } from "@/lib/auth";
import { note } from "@/lib/actions-log";
import { cast } from "@/features/votes/cast";
import { Note } from "./note";
import { Vote } from "./vote";

const quiet = { label: "Maybe", onVote: () => {} };
const data = { label: "No" };

export default async function Page() {
  const session = await auth();
  const vote = cast.bind(null, seal(session.user.id));
  const seen = note.bind(null, session.user.id);
  return (
    <>
      <Vote {...quiet} onVote={vote} />
      <Vote {...data} {...{ onVote: vote }} />
      <Note {...quiet} />
      <p {...data}>{seen()}</p>
    </>
  );
}
