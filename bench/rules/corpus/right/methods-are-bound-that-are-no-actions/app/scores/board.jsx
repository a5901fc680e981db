"use client";

import { useEffect, useMemo } from "react";
import { resetBoard } from "./actions";

class Feed {
  listeners = [];
  constructor(user) {
    this.emit = this.emit.bind(this, user.id, user.role);
  }
  emit(userId, role, event) {
    for (const listener of this.listeners) listener({ userId, role, event });
  }
}

export function Board({ user, board }) {
  const feed = useMemo(() => new Feed(user), [user]);
  const track = window.analytics?.track.bind(null, user.id);
  useEffect(() => {
    feed.listeners.push((event) => track?.(event));
  }, [feed, track]);
  const reset = resetBoard.bind(null, board.id);
  return (
    <form action={reset}>
      <button onClick={feed.emit}>Reset</button>
    </form>
  );
}
