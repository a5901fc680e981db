import type { ReactElement } from "react";

/** Options of a picture, and of the response that it comes in. */
export interface ImageResponseOptions extends ResponseInit {
  /** Pixels. Default: 1200. */
  readonly width?: number;
  /** Pixels. Default: 630. */
  readonly height?: number;
  /** Draws the borders of the elements. */
  readonly debug?: boolean;
  /** Default: one font for Latin letters. */
  readonly fonts?: {
    readonly name: string;
    readonly data: ArrayBuffer | Buffer;
    readonly weight?: 100 | 200 | 300 | 400 | 500 | 600 | 700 | 800 | 900;
    readonly style?: "normal" | "italic";
    readonly lang?: string;
  }[];
  /** Whose drawings stand for emoji; they are fetched. */
  readonly emoji?: "twemoji" | "openmoji" | "blobmoji" | "noto" | "fluent" | "fluentFlat";
}

/** A picture in PNG, drawn from elements and their styles by `@vercel/og`, which the app has installed, while it is sent. */
export class ImageResponse extends Response {
  static readonly displayName: string = "ImageResponse";

  constructor(element: ReactElement, options: ImageResponseOptions = {}) {
    const { status, statusText } = options;
    const headers = new Headers(options.headers);
    if (!headers.has("content-type")) headers.set("content-type", "image/png");
    if (!headers.has("cache-control"))
      headers.set(
        "cache-control",
        process.env["NODE_ENV"] === "development"
          ? "no-cache, no-store"
          : "public, max-age=0, must-revalidate",
      );
    super(streamOf(element, options), {
      headers,
      ...(status === undefined ? {} : { status }),
      ...(statusText === undefined ? {} : { statusText }),
    });
  }
}

/** Loads what draws when the first picture is asked for. */
function streamOf(
  element: ReactElement,
  options: ImageResponseOptions,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      const { ImageResponse: Drawing } = await import("@vercel/og");
      const drawn = await new Drawing(element, options).arrayBuffer();
      controller.enqueue(new Uint8Array(drawn));
      controller.close();
    },
  });
}

declare module "react" {
  // As React declares it.
  interface HTMLAttributes<T> {
    /** Classes of Tailwind, for what `ImageResponse` draws. */
    tw?: string;
  }
}
