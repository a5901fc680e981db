"use client";

import { useRouter, redirect, notFound } from "next/navigation";
import { useState } from "react";
import { planTour } from "./actions";

export function Planner({ stops }: { stops: string[] }) {
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  if (stops.length === 0) notFound();
  if (stops.length > 99) redirect("/tours/too-long");

  async function plan() {
    try {
      const { id } = await planTour(stops);
      router.push(`/tours/${id}`);
    } catch {
      setFailed(true);
    }
  }
  return <button onClick={plan}>{failed ? "Try again" : "Plan"}</button>;
}
