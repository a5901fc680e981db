// React's Flight server, as @vitejs/plugin-rsc vendors it: JavaScript without types.
declare module "@vitejs/plugin-rsc/vendor/react-server-dom/server.node" {
  /** Writes a model as Flight; `clientManifest` finds Client Components by their references. */
  export function renderToPipeableStream(
    model: unknown,
    clientManifest: object,
    options: {
      readonly onError: (error: unknown) => string;
      readonly temporaryReferences?: WeakMap<object, string>;
    },
  ): {
    readonly pipe: <T extends NodeJS.WritableStream>(to: T) => T;
    readonly abort: (reason: unknown) => void;
  };
}
