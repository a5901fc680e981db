"use server";

import { authed } from "@/lib/authed";
import * as v from "valibot";

const Target = v.pipe(v.number(), v.minValue(5), v.maxValue(30));

export const setTarget = authed(async (user, room: string, degrees: number) => {
  const target = v.parse(Target, degrees);
  const answer = await fetch(`${process.env.HOME_API}/homes/${user.homeId}/rooms/${encodeURIComponent(room)}`, {
    method: "PATCH",
    headers: { "content-type": "application/json", authorization: `Bearer ${user.token}` },
    body: JSON.stringify({ target }),
  });
  if (!answer.ok) throw new Error(`The heating answered ${answer.status}`);
});
