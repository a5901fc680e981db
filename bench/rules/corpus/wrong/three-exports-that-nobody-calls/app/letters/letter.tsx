"use client";

import { markRead } from "../actions/letters";

export function Letter({ id }: { id: number }) {
  // markUnread is not offered yet
  return <button onClick={() => markRead(id)}>Read</button>;
}
