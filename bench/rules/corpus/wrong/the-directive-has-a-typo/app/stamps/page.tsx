import { collect } from "./actions";

async function undo() {
  "use-server";
  const { requireUser } = await import("../../lib/require-user");
  await requireUser();
  return null;
}

export default function Stamps() {
  return (
    <form action={collect}>
      <button>Collect</button>
      <button formAction={undo as never}>Undo</button>
    </form>
  );
}
