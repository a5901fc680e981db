import Link from "next/link";
import type { ReactNode } from "react";
import { team } from "@/lib/orders";

/** Everyone on the team. */
export default function TeamPage(): ReactNode {
  return (
    <>
      <h2 className="text-xl font-semibold">Team</h2>
      <ul>
        {Object.entries(team).map(([name, shown]) => (
          <li key={name}>
            <Link href={`/board/${name}`}>{shown}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
