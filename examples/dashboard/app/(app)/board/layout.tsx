import type { ReactNode } from "react";

/** Three parts side by side; each loads, fails and is navigated by itself. */
export default function BoardLayout({
  children,
  team,
  activity,
}: {
  readonly children: ReactNode;
  readonly team: ReactNode;
  readonly activity: ReactNode;
}): ReactNode {
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <section aria-label="Overview">{children}</section>
      <section aria-label="Team">{team}</section>
      <section aria-label="Activity">{activity}</section>
    </div>
  );
}
