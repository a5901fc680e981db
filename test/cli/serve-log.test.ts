import { once } from "node:events";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandContext, ExitCode } from "../../src/cli/command-context.ts";
import type { ListenOptions } from "../../src/cli/commands/start.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { buildPackage, buildSmallApp, makeApp, removeApp, until } from "../vite/small-app.ts";
import { freePort } from "../free-port.ts";

type Serve = (options: ListenOptions, context: CommandContext) => Promise<ExitCode>;

let root = "";

beforeAll(async () => {
  await buildPackage();
  root = await makeApp({
    "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.tsx": "export default () => null;",
    "app/broken/route.ts":
      'export const GET = () => new Response("", { headers: { "x-broken": "\\u0001" } });',
  });
  expect(await buildSmallApp(root)).toMatchObject({ code: 0 });
}, 120_000);

afterAll(() => removeApp(root));

test.each(["start", "dev"])(
  "edict %s tells its terminal what fails while an answer is written",
  async (name) => {
    // As it was built: what enters an app's bundles is there only.
    const commands = (await import(resolve(`dist/cli/commands/${name}.js`))) as Record<
      string,
      Serve | undefined
    >;
    const port = await freePort();
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    const stop = new AbortController();
    const code = commands[name]?.(
      { dir: root, port, host: "127.0.0.1" },
      {
        cwd: root,
        env: {},
        terminal: createTerminal(stream, stream, {}),
        packageRoot: resolve("."),
        changeDirectory: () => undefined,
        onStray: () => undefined,
        untilStopped: async () => void (await once(stop.signal, "abort")),
      },
    );
    await until(() => written.join("").includes(`:${port}`));
    expect((await fetch(`http://localhost:${port}/broken`)).status).toBe(500);
    stop.abort();
    expect(await code, written.join("")).toBe(0);
    expect(written.join("")).toContain('writing the answer to GET "/broken" failed');
  },
  60_000,
);
