"use client";

import { castVote } from "./actions";

export const Ballot = ({ voter }: { voter: string }) => (
  <>
    <button onClick={() => void castVote({ userId: voter, choice: "yes" })}>Yes</button>
    <button onClick={() => void castVote({ userId: voter, choice: "no" })}>No</button>
  </>
);
