// HTML of a Flight stream by React's server renderer alone, with the Flight as scripts before its end: what the least of
// servers does whose pages a browser brings to life.
import { PassThrough, Transform } from "node:stream";
import { createFromNodeStream } from "@vitejs/plugin-rsc/vendor/react-server-dom/client.node";
import { use, type ReactNode } from "react";
import { renderToPipeableStream } from "react-dom/server";

const closing = "</body></html>";

/** Renders Flight to HTML and writes it into `response`. */
export function writeHtml(flight: NodeJS.ReadableStream, response: NodeJS.WritableStream): void {
  const scripts: string[] = [];
  const decoded = new PassThrough();
  flight.on("data", (chunk: Buffer) => {
    const text = JSON.stringify(chunk.toString("utf8")).replaceAll("<", "\\u003c");
    scripts.push(`<script>(self.__flight??=[]).push(${text})</script>`);
    decoded.write(chunk);
  });
  flight.on("end", () => decoded.end());
  let content: Promise<ReactNode> | undefined;
  const Document = (): ReactNode => {
    content ??= createFromNodeStream(decoded, {
      moduleMap: {},
      serverModuleMap: null,
      moduleLoading: null,
    });
    return use(content);
  };
  const join = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const text = chunk.toString("utf8");
      done(null, text.endsWith(closing) ? text.slice(0, -closing.length) : text);
    },
    flush: (done) => done(null, scripts.join("") + closing),
  });
  const stream = renderToPipeableStream(<Document />, {
    bootstrapModules: ["/entry.js"],
    onShellReady: () => stream.pipe(join).pipe(response),
  });
}
