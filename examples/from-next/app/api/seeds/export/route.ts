import { listSeeds } from "@/lib/seeds";

/** The list as lines of `name,kind,packets`, written as it is read. */
export async function GET(): Promise<Response> {
  const rows = await listSeeds();
  const lines = new ReadableStream<string>({
    pull(controller) {
      const row = rows.shift();
      if (row === undefined) controller.close();
      else controller.enqueue(`${row.name.replaceAll(",", " ")},${row.kind},${row.packets}\n`);
    },
  });
  return new Response(lines.pipeThrough(new TextEncoderStream()), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="seeds.csv"',
    },
  });
}
