"use client";

import { useRouter } from "next/navigation";
import { useQueryClient } from "@tanstack/react-query";
import { useTransition } from "react";
import { emptyTrash, markAllRead } from "./actions";

export function Toolbar() {
  const router = useRouter();
  const queries = useQueryClient();
  const [pending, startTransition] = useTransition();
  return (
    <>
      <button
        disabled={pending}
        onClick={() =>
          startTransition(async () => {
            await markAllRead();
            router.refresh();
          })
        }
      >
        Mark all read
      </button>
      <button
        onClick={async () => {
          await emptyTrash();
          await queries.invalidateQueries({ queryKey: ["trash"] });
        }}
      >
        Empty trash
      </button>
    </>
  );
}
