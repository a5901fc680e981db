import { visitorStore } from "./current-store.ts";

/**
 * Waits for a request: what follows in a Server Component is never rendered ahead of one.
 * @throws UsageError `outside-request` (as a rejection)
 */
export async function connection(): Promise<void> {
  visitorStore("connection()");
}
