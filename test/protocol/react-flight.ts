import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { compileFunction } from "node:vm";

/** What the tests use of React's Flight client. */
export interface FlightClient {
  readonly createTemporaryReferenceSet: () => unknown;
  readonly encodeReply: (
    value: unknown,
    options?: { temporaryReferences?: unknown },
  ) => Promise<string | FormData>;
  readonly createServerReference: (
    id: string,
    callServer: unknown,
  ) => (...args: unknown[]) => unknown;
  readonly createFromReadableStream: (
    stream: ReadableStream,
    options?: unknown,
  ) => Promise<unknown>;
}

/** What the tests use of React's Flight server. */
export interface FlightServer {
  readonly createTemporaryReferenceSet: () => WeakMap<object, string>;
  readonly registerServerReference: (fn: unknown, id: string, name: string | null) => unknown;
  readonly decodeReply: (
    body: string | FormData,
    manifest: unknown,
    options?: { temporaryReferences?: unknown },
  ) => PromiseLike<unknown>;
  readonly renderToReadableStream: (
    model: unknown,
    manifest: unknown,
    options?: { temporaryReferences?: unknown; onError?: (error: unknown) => void },
  ) => ReadableStream;
  readonly renderToPipeableStream: (
    model: unknown,
    manifest: unknown,
    options?: { onError?: (error: unknown) => void },
  ) => { pipe: (to: Readable) => void };
}

/** Modules that React's server finds by the id of its manifest. */
export const flightModules: Map<string, unknown> = new Map();

const requireModule = Object.assign((id: string): unknown => flightModules.get(id), {
  u: (chunk: string) => chunk,
});

const require = createRequire(import.meta.url);
const vendor = join(
  dirname(require.resolve("@vitejs/plugin-rsc/package.json")),
  "dist/vendor/react-server-dom/cjs",
);
const react = dirname(require.resolve("react/package.json"));
const reactDom = dirname(require.resolve("react-dom/package.json"));

/** React's own client, as a browser has it. */
export const flightClient: FlightClient = load(
  join(vendor, "react-server-dom-webpack-client.browser.production.js"),
  new Map(),
) as FlightClient; // the exports of the vendored file

/**
 * React's own server, in this process: the file is given the `react-server` builds of React and
 * React DOM, which the export conditions would otherwise choose for a whole process.
 */
export const flightServer: FlightServer = load(
  join(vendor, "react-server-dom-webpack-server.node.production.js"),
  new Map([
    ["react", join(react, "cjs/react.react-server.production.js")],
    ["react-dom", join(reactDom, "cjs/react-dom.react-server.production.js")],
  ]),
) as FlightServer; // the exports of the vendored file

function load(
  file: string,
  files: ReadonlyMap<string, string>,
  loaded = new Map<string, object>(),
): object {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const module = { exports: {} };
  loaded.set(file, module.exports);
  const own = createRequire(file);
  const requireFrom = (name: string): unknown => {
    const mapped = files.get(name);
    return mapped === undefined ? own(name) : load(mapped, files, loaded);
  };
  compileFunction(readFileSync(file, "utf8"), [
    "exports",
    "require",
    "module",
    "__webpack_require__",
  ])(module.exports, requireFrom, module, requireModule);
  return module.exports;
}
