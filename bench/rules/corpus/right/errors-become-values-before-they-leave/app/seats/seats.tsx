"use client";

import { useActionState } from "react";
import { bookSeat, giveBack } from "./actions";

export function Seats({ bookings }: { bookings: string[] }) {
  const [state, book, pending] = useActionState(bookSeat, { message: "" });
  return (
    <form action={book}>
      <input name="row" />
      <input name="place" />
      <button disabled={pending}>Book</button>
      {state.message}
      {bookings.map((id) => (
        <button key={id} formAction={giveBack.bind(null, id)}>
          Give back
        </button>
      ))}
    </form>
  );
}
