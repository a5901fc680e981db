"use client";

import { startTransition } from "react";

interface Props {
  readonly glazes: readonly { id: string; name: string }[];
  readonly actions: {
    readonly addGlaze: (form: FormData) => Promise<void>;
    readonly forgetGlaze: (id: string) => Promise<void>;
    readonly hire: (form: FormData) => Promise<void>;
    readonly light: (kilnId: string) => Promise<{ error: string | null }>;
  };
}

export function Kilns({ glazes, actions }: Props) {
  return (
    <>
      {glazes.map((glaze) => (
        <button key={glaze.id} onClick={() => startTransition(() => actions.forgetGlaze(glaze.id))}>
          Forget {glaze.name}
        </button>
      ))}
      <form action={actions.addGlaze}>
        <input name="name" />
        <input name="cone" />
      </form>
      <form action={actions.hire}>
        <input name="name" />
        <input name="role" />
      </form>
      <button onClick={() => startTransition(async () => void (await actions.light("1")))}>Light</button>
    </>
  );
}
