const channelName = "edict";

/**
 * Tells the visitor's other tabs when a call changed something, and calls `onChange` when one of them did:
 * at once in a tab that is seen, otherwise when the visitor comes back to it.
 * @returns the function that tells the others
 */
export function linkTabs(onChange: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  const state = { owed: false };
  const settle = (): void => {
    if (!state.owed || document.visibilityState === "hidden") return;
    state.owed = false;
    onChange();
  };
  channel.addEventListener("message", () => {
    state.owed = true;
    settle();
  });
  document.addEventListener("visibilitychange", settle);
  return () => channel.postMessage("changed");
}
