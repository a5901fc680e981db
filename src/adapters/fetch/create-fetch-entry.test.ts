import { expect, test } from "vitest";
import { openAsset, type AssetFetcher } from "./open-asset.ts";
import { peerOf } from "./peer-of.ts";

const request = new Request("http://localhost/");

test.each([
  ["Bun", { requestIP: () => ({ address: "10.0.0.1", port: 1 }) }, { address: "10.0.0.1" }],
  ["Bun, where the visitor left", { requestIP: () => null }, undefined],
  ["Deno", { remoteAddr: { hostname: "10.0.0.2" } }, { address: "10.0.0.2" }],
  ["Deno on a socket of Unix", { remoteAddr: { path: "/run/a.sock" } }, undefined],
  ["a worker", { ASSETS: {} }, undefined],
  ["a host that says nothing", undefined, undefined],
])("the peer's address is found in what %s says", (_, runtime, peer) => {
  expect(peerOf(request, runtime)).toEqual(peer);
});

function assetsOf(answer: (path: string) => Response): AssetFetcher {
  return { fetch: async ({ url }) => answer(new URL(url).pathname) };
}

test("a file of a worker is read through its binding, whole or in part", async () => {
  const asked: string[] = [];
  const assets = assetsOf((path) => {
    asked.push(path);
    return new Response("0123456789");
  });
  const opened = await openAsset("a b/c.txt", assets);
  expect(asked).toEqual(["/a%20b/c.txt"]);
  expect(opened?.size).toBe(10);
  expect(Buffer.from((await opened?.read(2, 4)) as Uint8Array).toString()).toBe("234");
});

test("a file that a worker cannot read is not taken for a missing one", async () => {
  await expect(openAsset("a.txt", undefined)).rejects.toThrow(
    "bind the folder .edict/build/client",
  );
  const broken = assetsOf(() => new Response("", { status: 503 }));
  await expect(openAsset("a.txt", broken)).rejects.toThrow("answered 503 for a.txt");
  const empty = assetsOf(() => new Response("", { status: 404 }));
  expect(await openAsset("a.txt", empty)).toBeUndefined();
});
