"use client";

import { tune } from "./actions";

export function Tuner({ mute }) {
  return (
    <>
      <button onClick={() => tune(89.4)}>89.4</button>
      <button onClick={() => mute()}>Mute</button>
    </>
  );
}
