/** What the document's scripts push: text, bytes as `["<base64>"]` where they are no UTF-8, null at the end. */
export type FlightChunk = string | readonly [base64: string] | null;

/** Where the document's scripts push to: an array, whose `push` the runtime takes over. */
export interface FlightQueue {
  __edict?: FlightChunk[];
}

/** Makes a stream of the Flight that the document carries: what is there, and what is still to be pushed. */
export function flightStream(page: FlightQueue): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      const feed = (chunk: FlightChunk): number => {
        if (chunk === null) controller.close();
        else if (typeof chunk === "string") controller.enqueue(encoder.encode(chunk));
        else
          controller.enqueue(
            Uint8Array.from(atob(chunk[0]), (character) => character.charCodeAt(0)),
          );
        return 0;
      };
      const queue = (page.__edict ??= []);
      queue.forEach(feed);
      queue.length = 0;
      queue.push = (...chunks) => chunks.map(feed).length;
    },
  });
}
