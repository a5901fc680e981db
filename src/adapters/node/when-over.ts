import type { ServerResponse } from "node:http";

/** Tells whether nobody can read this response any more. */
export function isGone({ destroyed, req }: ServerResponse): boolean {
  return destroyed || req.socket.destroyed;
}

/** Runs `onOver` once: when the response is out, or its connection lost before. Look at `isGone` first. */
export function whenOver(response: ServerResponse, onOver: () => void): void {
  if (response.socket !== null) {
    response.once("close", onOver);
    return;
  }
  // It waits for those before it on the connection; when that closes, `node:http` tells only the one being written.
  const { socket } = response.req;
  const end = (): void => {
    response.off("close", end);
    socket.off("close", end);
    onOver();
  };
  socket.setMaxListeners(0); // as many as wait
  response.once("close", end);
  socket.once("close", end);
}
