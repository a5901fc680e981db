"use client";

import { useOptimistic } from "react";
import { setWish } from "@/app/actions/wish.actions";

/** Shows the wish at once, and what the server made of it once it knows. */
export function WishButton({
  seedId,
  count,
  isMine,
}: {
  seedId: number;
  count: number;
  isMine: boolean;
}) {
  const [shown, show] = useOptimistic({ count, isMine }, (now, wish: boolean) =>
    now.isMine === wish ? now : { count: now.count + (wish ? 1 : -1), isMine: wish },
  );
  const send = async (formData: FormData): Promise<void> => {
    show(formData.get("wish") === "yes");
    await setWish(formData);
  };
  return (
    <form action={send}>
      <input type="hidden" name="seedId" value={seedId} />
      <button type="submit" name="wish" value={shown.isMine ? "no" : "yes"} className="quiet">
        {shown.isMine ? "♥" : "♡"} {shown.count} wishes
      </button>
    </form>
  );
}
