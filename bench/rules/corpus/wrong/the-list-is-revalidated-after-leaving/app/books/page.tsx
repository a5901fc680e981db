import { addBook, lendBook } from './actions';
import { db } from '@/lib/db';

export default async function Page() {
  const books = await db.book.findMany();
  return (
    <main>
      <form action={addBook}>
        <input name="title" />
        <button>Add</button>
      </form>
      {books.map((b) => (
        <form key={b.id} action={lendBook}>
          <input type="hidden" name="id" value={b.id} />
          <button>Lend {b.title}</button>
        </form>
      ))}
    </main>
  );
}
