"use client";

import { chooseTheme } from "./actions";

export function Switcher() {
  return (
    <select onChange={(event) => chooseTheme(event.target.value)}>
      <option>light</option>
      <option>dark</option>
      <option>sepia</option>
    </select>
  );
}
