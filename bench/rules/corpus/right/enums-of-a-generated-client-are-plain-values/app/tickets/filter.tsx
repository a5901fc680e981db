"use client";

import { Priority, type Ticket } from "@prisma/client";
import { useState } from "react";
import { tickets as table } from "../../db/schema";

export function Filter({ tickets }: { tickets: Ticket[] }) {
  const [priority, setPriority] = useState<Priority>(Priority.NORMAL);
  return (
    <>
      <select value={priority} onChange={(e) => setPriority(e.target.value as Priority)}>
        {Object.values(Priority).map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <p title={table.name}>{tickets.filter((ticket) => ticket.priority === priority).length} tickets</p>
    </>
  );
}
