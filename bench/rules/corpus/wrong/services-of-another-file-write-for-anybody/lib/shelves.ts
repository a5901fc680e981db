import { eq } from "drizzle-orm";
import { db } from "./db";
import { shelves } from "./schema";

export async function addShelf(label: string) {
  await db.insert(shelves).values({ label });
}

class ShelfService {
  async empty(id: string) {
    await db.delete(shelves).where(eq(shelves.id, id));
  }

  all() {
    return db.select().from(shelves).limit(50);
  }
}

export const shelfService = new ShelfService();
