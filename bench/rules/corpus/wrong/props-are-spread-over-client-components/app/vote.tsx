"use client";

interface Props {
  readonly label: string;
  readonly onVote: () => void;
}

export function Vote({ label, onVote }: Props) {
  return <button onClick={onVote}>{label}</button>;
}
