// React's Flight client, as @vitejs/plugin-rsc vendors it: JavaScript without types.
declare module "@vitejs/plugin-rsc/vendor/react-server-dom/client.browser" {
  /** Reads a model from Flight; its promise is there with the root row. */
  export function createFromReadableStream<T>(
    stream: ReadableStream<Uint8Array>,
    options: {
      readonly callServer: (id: string, args: unknown[]) => unknown;
      readonly temporaryReferences?: unknown;
      /** Asked in development only. */
      readonly findSourceMapURL?: (filename: string, environment: string) => string | null;
    },
  ): Promise<T>;
}
