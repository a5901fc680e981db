"use client";
import { useState, useTransition } from "react";
import { answerInvite } from "./actions";

export function Answer({ token }) {
  const [error, setError] = useState();
  const [pending, start] = useTransition();
  const choose = (answer) =>
    start(async () => {
      const result = await answerInvite(token, answer);
      if (result?.error) setError(result.error);
    });
  return (
    <>
      <button disabled={pending} onClick={() => choose("accept")}>Accept</button>
      <button disabled={pending} onClick={() => choose("decline")}>Decline</button>
      {error}
    </>
  );
}
