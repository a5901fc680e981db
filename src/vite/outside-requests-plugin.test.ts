import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, isRunnableDevEnvironment } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { outsideRequestsPlugin } from "./outside-requests-plugin.ts";

test("a module is prepared outside of the request that asks for it, and runs within", async () => {
  const request = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const server = await createServer({
    configFile: false,
    logLevel: "silent",
    server: { middlewareMode: true, ws: false, watch: null },
    plugins: [
      outsideRequestsPlugin(),
      {
        name: "page",
        resolveId: (id) => (id === "virtual:page" ? id : undefined),
        load: (id) => {
          if (id !== "virtual:page") return undefined;
          seen.push(request.getStore());
          return "export const where = globalThis.testRequest.getStore();";
        },
      },
    ],
  });
  onTestFinished(() => server.close());
  const { ssr } = server.environments;
  if (ssr === undefined || !isRunnableDevEnvironment(ssr))
    throw new Error("Vite runs nothing here");
  Object.assign(globalThis, { testRequest: request });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, "testRequest"));
  const page = await request.run("GET /", () =>
    ssr.runner.import<{ where: unknown }>("virtual:page"),
  );
  expect(seen).toEqual([undefined]);
  expect(page.where).toBe("GET /");
});
