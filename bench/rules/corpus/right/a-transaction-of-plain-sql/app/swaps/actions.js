"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { pool } from "../../lib/mysql";
import { readSession } from "../../lib/session";

export async function acceptSwap(swapId) {
  const session = await readSession();
  if (session === null) redirect("/login");

  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const [rows] = await connection.execute("SELECT item_a, item_b FROM swaps WHERE id = ? AND receiver_id = ? FOR UPDATE", [
      swapId,
      session.userId,
    ]);
    if (rows.length === 0) {
      await connection.rollback();
      return { error: "This swap is not offered to you." };
    }
    await connection.execute("UPDATE items SET owner_id = ? WHERE id = ?", [session.userId, rows[0].item_a]);
    await connection.execute("DELETE FROM swaps WHERE id = ? AND receiver_id = ?", [swapId, session.userId]);
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
  revalidatePath("/swaps");
  return { error: null };
}
