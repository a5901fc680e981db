"use client";

import { startTransition, useActionState } from "react";
import { askAgain, explainWord, nextWord } from "./actions";

export function Trainer() {
  const [answer, explain] = useActionState(explainWord, { word: "", meaning: null });
  const [word, next] = useActionState(nextWord, "tide");
  const [again, ask] = useActionState(askAgain, answer);
  return (
    <form action={ask}>
      <input name="word" />
      <b>{word}</b> {answer.meaning} {again.meaning}
      <button formAction={next}>Next</button>
      <button type="button" onClick={() => startTransition(() => explain({ word }))}>
        Explain
      </button>
    </form>
  );
}
