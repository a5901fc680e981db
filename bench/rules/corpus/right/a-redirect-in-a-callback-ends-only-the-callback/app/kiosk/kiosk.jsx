"use client";

import { redirect, useRouter } from "next/navigation";
import { useTransition } from "react";
import { order } from "./actions";

export function Kiosk({ drinks }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  return drinks.map((drink) => (
    <button
      key={drink}
      onClick={() => {
        startTransition(async () => {
          const result = await order(drink);
          if (result.soldOut) redirect("/kiosk/sold-out");
        });
        router.prefetch("/kiosk/thanks");
      }}
    >
      {drink}
    </button>
  ));
}
