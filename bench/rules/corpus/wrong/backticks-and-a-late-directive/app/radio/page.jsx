import { cookies } from "next/headers";
import { Tuner } from "./tuner";

export default function Radio() {
  async function mute() {
    `use server`;
    (await cookies()).set("muted", "1");
  }
  return <Tuner mute={mute} />;
}
