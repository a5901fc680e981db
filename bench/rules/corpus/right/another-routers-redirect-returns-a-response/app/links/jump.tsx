"use client";

import { useRouter } from "next/navigation";

export function Jump({ to }: { to: string }) {
  const router = useRouter();
  const redirect = (path: string) => router.push(path);
  return (
    <button
      onClick={() => {
        try {
          redirect(to);
          console.log("on the way");
        } catch {
          console.log("no way");
        }
      }}
    >
      Jump
    </button>
  );
}
