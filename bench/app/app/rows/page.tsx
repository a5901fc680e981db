import { Table } from "./table";
import { touch } from "./touch.actions";

/** Rendered per request: how many rows there are, its search says. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ count?: string }>;
}) {
  const { count = "100" } = await searchParams;
  return (
    <main>
      <form action={touch}>
        <input type="text" name="note" />
        <button>Save</button>
      </form>
      <Table count={Number(count)} />
    </main>
  );
}
