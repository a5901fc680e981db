import type { Readable } from "node:stream";

/** An answer as the server gives it to a host. */
export interface ServerAnswer {
  readonly status: number;
  /** Lower-case names; several `set-cookie` are several entries. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | Readable | ReadableStream<Uint8Array> | null;
  /** Run by the host once the answer is sent or its connection gone; resolves once what the app wanted done then is done. */
  readonly afterSent?: () => Promise<void>;
  /** Told by the host of a body that breaks while it is sent, where it is not watched by what makes it. */
  readonly onBreak?: (error: unknown) => void;
}

/** An answer that is there at once, since a promise more costs every call, or later. */
export type Answering = ServerAnswer | Promise<ServerAnswer>;
