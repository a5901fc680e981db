// The page of `bench/app/app/rows` by React's Flight server alone. Bundled with the `react-server` condition.
import { renderToPipeableStream } from "@vitejs/plugin-rsc/vendor/react-server-dom/server.node";
import Layout from "../../app/app/layout";
import { Table } from "../../app/app/rows/table";

async function Page({ searchParams }: { searchParams: Promise<{ count?: string }> }) {
  const { count = "100" } = await searchParams;
  return (
    <main>
      <form method="post">
        <input type="text" name="note" />
        <button>Save</button>
      </form>
      <Table count={Number(count)} />
    </main>
  );
}

/** Renders the page in its layout. */
export function renderFlight(
  search: Record<string, string>,
): ReturnType<typeof renderToPipeableStream> {
  return renderToPipeableStream(
    <Layout>
      <Page searchParams={Promise.resolve(search)} />
    </Layout>,
    {},
  );
}
