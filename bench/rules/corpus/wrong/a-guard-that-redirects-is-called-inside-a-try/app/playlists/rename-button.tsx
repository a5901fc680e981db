"use client";

import { renamePlaylist } from "./actions";

export function RenameButton({ id, name }: { id: string; name: string }) {
  return (
    <button
      onClick={async () => {
        const next = window.prompt("New name", name);
        if (next) await renamePlaylist(id, next);
      }}
    >
      Rename
    </button>
  );
}
