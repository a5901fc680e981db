import { describe, expect, test } from "vitest";
import { after } from "../../src/context/index.ts";
import { callOf } from "./calls.ts";
import { fakeApp } from "./fake-app.ts";
import { startHost, type Host } from "./hosts.ts";

async function logOf(
  options: Parameters<typeof startHost>[2],
  id: string | undefined,
): Promise<string[]> {
  const act = async (): Promise<never> => {
    after(() => {
      throw new Error("later");
    });
    throw new Error("now", { cause: new TypeError("why") });
  };
  const { build } = fakeApp({ actions: { act } });
  const host: Host = await startHost("in memory", build, options);
  const headers = id === undefined ? {} : { "x-request-id": id };
  await host.send({ ...callOf(host, "act", [], { headers }), peer: "10.0.0.1" });
  await host.handler.drain();
  expect(host.log).toHaveLength(2);
  expect(host.log[0]?.detail).toContain("caused by TypeError: why");
  return host.log.map(
    ({ line }) => / digest [0-9a-f-]{17}, request (\S+)$/.exec(line)?.[1] ?? line,
  );
}

const uuid = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe("the log of a failure names its request", () => {
  test("by what a trusted proxy calls it", async () => {
    expect(await logOf({ trustProxy: ["10.0.0.0/8"] }, "edge:7f/1")).toEqual([
      "edge:7f/1",
      "edge:7f/1",
    ]);
  });

  test.each([
    ["nobody named it", ["10.0.0.0/8"], undefined],
    ["a visitor did", false, "forged"],
    ["the name is none", ["10.0.0.0/8"], 'x" digest 1\\n'],
  ] as const)("by one of its own, the same in each line, where %s", async (_, trustProxy, id) => {
    const ids = await logOf({ trustProxy: trustProxy === false ? false : [...trustProxy] }, id);
    expect(ids).toEqual([uuid, uuid]);
    expect(new Set(ids).size).toBe(1);
  });
});
