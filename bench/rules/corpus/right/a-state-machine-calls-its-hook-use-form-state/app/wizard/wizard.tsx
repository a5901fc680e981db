"use client";

import { useActor as useFormState } from "@xstate/react";
import { useOptimistic, startTransition } from "react";
import { wizardMachine } from "../../lib/wizard-machine";
import { finish } from "./actions";

export function Wizard() {
  const [state, send] = useFormState(wizardMachine);
  const [done, setDone] = useOptimistic(false);

  const handleFinish = () => {
    send({ type: "NEXT" });
    startTransition(async () => {
      setDone(true);
      const result = await finish(state.context.answers);
      send({ type: result.ok ? "DONE" : "BACK" });
    });
  };

  return <button onClick={handleFinish}>{done ? "Thank you" : String(state.value)}</button>;
}
