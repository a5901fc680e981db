"use client";

import { createGarden } from "./actions";

export function NewGarden({ visitor }: { visitor: { id: string } }) {
  return (
    <button onClick={() => createGarden({ name: "Back yard", beds: 2, ownerId: visitor.id })}>
      Start a garden
    </button>
  );
}
