"use client";

import { useState } from "react";
import { acceptSwap } from "./actions";

export function Accept({ swapId }) {
  const [error, setError] = useState(null);
  const accept = async () => setError((await acceptSwap(swapId)).error);
  return <button onClick={accept}>{error ?? "Accept"}</button>;
}
