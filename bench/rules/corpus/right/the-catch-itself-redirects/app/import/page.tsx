import { importContacts } from "./actions";

export default async function ImportPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { problem } = await searchParams;
  return (
    <form action={importContacts}>
      {problem ? <p>Look at: {problem}</p> : null}
      <input type="file" name="file" accept="text/csv" />
      <button>Import</button>
    </form>
  );
}
