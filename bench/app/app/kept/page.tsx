import { Table } from "../rows/table";

export const revalidate = 3_600;

/** Made once, for everybody. */
export default function Page() {
  return (
    <main>
      <Table count={100} />
    </main>
  );
}
