"use client";

import { useState } from "react";

export function Mood() {
  const [mood, setMood] = useState("calm");

  async function save(formData: FormData) {
    "use server";
    console.log("saved", formData.get("mood"));
  }

  return (
    <form action={save}>
      <input name="mood" value={mood} onChange={(e) => setMood(e.target.value)} />
    </form>
  );
}
