"use client";

import { startTransition, useOptimistic, useTransition } from "react";
import { completeTask, removeTask } from "./actions";

type Task = { id: string; title: string; done: boolean };

export function Tasks({ tasks }: { tasks: Task[] }) {
  const [isPending, begin] = useTransition();
  const [optimistic, patch] = useOptimistic(tasks, (list, change: { id: string; gone?: true; done?: true }) =>
    list.flatMap((task) => (task.id !== change.id ? [task] : change.gone ? [] : [{ ...task, done: true }])),
  );

  function apply(change: { id: string; gone?: true; done?: true }) {
    patch(change);
  }

  const complete = (id: string) =>
    begin(async () => {
      patch({ id, done: true });
      await completeTask(id);
    });

  function handleRemove(id: string) {
    startTransition(async () => {
      apply({ id, gone: true });
      await removeTask(id);
    });
  }

  return (
    <ul aria-busy={isPending}>
      {optimistic.map((task) => (
        <li key={task.id}>
          <button onClick={() => complete(task.id)}>{task.done ? "✓" : "○"}</button>
          {task.title}
          <button onClick={() => handleRemove(task.id)}>×</button>
        </li>
      ))}
    </ul>
  );
}
