"use client";

import { createContext, use, useOptimistic, useTransition } from "react";

const Vote = createContext(() => {});

function Choice({ value }) {
  const vote = use(Vote);
  return <button formAction={() => vote(value)}>{value > 0 ? "▲" : "▼"}</button>;
}

export function VoteButtons({ score, save, children }) {
  const [optimistic, add] = useOptimistic(score, (current, delta) => current + delta);
  const [isPending, startTransition] = useTransition();

  const vote = (delta) => {
    startTransition(() => {
      add(delta);
      return save(delta);
    });
  };

  return (
    <Vote value={vote}>
      <form aria-busy={isPending} onSubmit={(event) => event.stopPropagation()}>
        <Choice value={1} />
        <b>{optimistic}</b>
        <Choice value={-1} />
        {children}
      </form>
    </Vote>
  );
}
