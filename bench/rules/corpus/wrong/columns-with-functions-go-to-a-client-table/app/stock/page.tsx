import { DataTable } from "./data-table";
import { stock } from "@/lib/stock";

export default async function Stock() {
  const rows = await stock.findAll();
  return (
    <DataTable
      rows={rows}
      columns={[{ key: "sku" }, { key: "count", cell: (count: number) => `${count} pieces` }]}
      rowKey={(row: { sku: string }) => row.sku}
    />
  );
}
