"use client";

import path from "node:path";
import { createHash } from "crypto";

export function KeyForm({ save }: { save: (hash: string) => Promise<void> }) {
  return (
    <input
      type="file"
      onChange={async (event) => {
        const file = event.target.files?.[0];
        if (file) await save(createHash("sha256").update(path.basename(file.name)).digest("hex"));
      }}
    />
  );
}
