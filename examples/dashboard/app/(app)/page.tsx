import { redirect } from "next/navigation";

/** The dashboard begins with its orders. */
export default function Home(): never {
  redirect("/orders");
}
