"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";

/** A dialog over the page; closing it goes back to where the visitor came from. */
export function Modal({ children }: { readonly children: ReactNode }): ReactNode {
  const router = useRouter();
  return (
    <dialog
      open
      className="fixed inset-0 z-10 m-auto w-full max-w-md rounded-lg border border-slate-300 bg-white p-6 shadow-xl"
    >
      {children}
      <div className="mt-4 flex gap-4 text-sm">
        <button onClick={() => router.refresh()}>Refresh</button>
        <button onClick={() => router.back()}>Close</button>
      </div>
    </dialog>
  );
}
