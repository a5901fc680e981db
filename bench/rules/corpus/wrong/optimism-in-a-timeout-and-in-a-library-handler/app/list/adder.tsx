"use client";

import { startTransition, useOptimistic } from "react";
import { useForm } from "react-hook-form";
import { addItem } from "./actions";

export function Adder({ items }: { items: string[] }) {
  const [shown, show] = useOptimistic(items, (all, item: string) => [...all, item]);
  const { register, handleSubmit, reset } = useForm<{ item: string }>();

  const onSubmit = handleSubmit(async ({ item }) => {
    show(item);
    await addItem(item);
    reset();
  });

  const addLater = () =>
    startTransition(() => {
      setTimeout(() => {
        show("milk");
        void addItem("milk");
      }, 500);
    });

  return (
    <form onSubmit={onSubmit}>
      {shown.join(", ")}
      <input {...register("item")} />
      <button type="button" onClick={addLater}>
        Milk, in a moment
      </button>
    </form>
  );
}
