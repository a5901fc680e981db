export function Note({ label, onVote }: { label: string; onVote: () => void }) {
  onVote();
  return <p>{label}</p>;
}
