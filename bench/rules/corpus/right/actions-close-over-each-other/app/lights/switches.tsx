"use client";

type Props = { on(): Promise<void>; off(): Promise<void>; dim(level: number): Promise<void> };

export function Switches({ on, off, dim }: Props) {
  return (
    <>
      <button onClick={() => on()}>On</button>
      <button onClick={() => off()}>Off</button>
      <input type="range" onChange={(e) => dim(Number(e.target.value))} />
    </>
  );
}
