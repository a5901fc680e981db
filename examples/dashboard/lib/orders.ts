/** An order, and what the team wrote about it. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly total: number;
  readonly assignee: string;
  readonly notes: readonly string[];
}

/** Who works here, by the name in addresses. */
export const team: Readonly<Record<string, string>> = {
  ada: "Ada Park",
  bela: "Béla Nagy",
  chidi: "Chidi Okafor",
};

// Kept in the process, so that the example needs no database: a restart forgets it.
const orders = new Map<string, Order>(
  [
    { id: "1001", customer: "Lindgren & Sons", total: 420, assignee: "ada" },
    { id: "1002", customer: "Café Mirador", total: 95, assignee: "bela" },
    { id: "1003", customer: "Nordlys", total: 1280, assignee: "ada" },
    { id: "1004", customer: "Atelier Bo", total: 310, assignee: "chidi" },
  ].map((order) => [order.id, { ...order, notes: [] }]),
);

/** Lists all orders, the oldest first. */
export function listOrders(): readonly Order[] {
  return [...orders.values()];
}

/** Finds an order by its number. */
export function findOrder(id: string): Order | undefined {
  return orders.get(id);
}

/** Adds a note to an order; false when there is no such order. */
export function writeNote(id: string, note: string): boolean {
  const order = orders.get(id);
  if (order === undefined) return false;
  orders.set(id, { ...order, notes: [...order.notes, note] });
  return true;
}
