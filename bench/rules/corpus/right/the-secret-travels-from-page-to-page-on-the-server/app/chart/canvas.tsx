"use client";

export function Canvas({ points, redraw }: { points: number[]; redraw: () => Promise<void> }) {
  return <button onClick={() => redraw()}>{points.join(" ")}</button>;
}
