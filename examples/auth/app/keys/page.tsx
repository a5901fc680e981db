import { requireKeeper } from "@/lib/session";

export default async function Page() {
  const { name } = await requireKeeper();
  return (
    <>
      <h1>Keys</h1>
      <p>The cellar is 4-8-1, {name}.</p>
    </>
  );
}
