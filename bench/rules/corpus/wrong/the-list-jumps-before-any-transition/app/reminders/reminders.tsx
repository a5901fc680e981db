"use client";

import { useOptimistic } from "react";
import { removeReminder, snoozeReminder } from "./actions";

type Reminder = { id: string; text: string; snoozed: boolean };

export function Reminders({ reminders }: { reminders: Reminder[] }) {
  const [shown, change] = useOptimistic(reminders, (all, next: Partial<Reminder> & { id: string }) =>
    all.map((one) => (one.id === next.id ? { ...one, ...next } : one)),
  );
  const [visible, hide] = useOptimistic(shown, (all, id: string) => all.filter((one) => one.id !== id));

  async function remove(id: string) {
    hide(id);
    await removeReminder(id);
  }

  return (
    <ul>
      {visible.map((reminder) => (
        <li key={reminder.id}>
          {reminder.text}
          <button
            onClick={async () => {
              change({ id: reminder.id, snoozed: true });
              await snoozeReminder(reminder.id);
            }}
          >
            Snooze
          </button>
          <button onClick={() => remove(reminder.id)}>Remove</button>
        </li>
      ))}
    </ul>
  );
}
