"use client";

import { addSong, addSongs } from "./actions";

const example = { title: "Low Tide", artist: "The Ferrymen", seconds: 201 };

export function Adder() {
  return (
    <>
      <button onClick={() => addSong(example)}>Add one</button>
      <button onClick={() => addSongs([example, { ...example, title: "High Tide" }])}>Add two</button>
    </>
  );
}
