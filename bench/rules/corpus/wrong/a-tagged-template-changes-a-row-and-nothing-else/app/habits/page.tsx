import { sql } from "@/lib/neon";
import { requireUser } from "@/lib/require-user";

export default async function HabitsPage() {
  const me = await requireUser();
  const habits = await sql`SELECT id, name, streak FROM habits WHERE user_id = ${me.id}`;

  return (
    <ul>
      {habits.map((habit) => (
        <li key={habit.id}>
          {habit.name}: {habit.streak}
          <form
            action={async () => {
              "use server";
              const user = await requireUser();
              await sql`UPDATE habits SET streak = streak + 1 WHERE id = ${habit.id} AND user_id = ${user.id}`;
            }}
          >
            <button>Done today</button>
          </form>
        </li>
      ))}
    </ul>
  );
}
