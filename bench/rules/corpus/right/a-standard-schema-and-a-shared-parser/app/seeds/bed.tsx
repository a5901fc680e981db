"use client";

import { plant, uproot } from "./actions";

export function Bed({ id }: { id?: string }) {
  return id ? (
    <button onClick={() => uproot(id)}>Uproot</button>
  ) : (
    <button onClick={() => plant({ kind: "beet", depth: 3 })}>Plant</button>
  );
}
