import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { listOrders, team } from "@/lib/orders";

/** One member of the team, shown in the team's part of the board. */
export default async function MemberPage({
  params,
}: {
  readonly params: Promise<{ name: string }>;
}): Promise<ReactNode> {
  const { name } = await params;
  const shown = team[name];
  if (shown === undefined) notFound();
  const own = listOrders().filter(({ assignee }) => assignee === name);
  return (
    <>
      <h2 className="text-xl font-semibold">{shown}</h2>
      <p>{`${own.length} orders`}</p>
      <label>
        Remark <input name="remark" className="rounded border border-slate-300 px-2" />
      </label>
    </>
  );
}
