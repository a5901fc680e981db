import { afterAll, beforeAll, expect, test } from "vitest";
import { askRedis, startRedis, type RedisServer } from "../../../test/storage/start-redis.ts";
import type { RedisScript } from "../../storage/redis/index.ts";
import { forgetScript, moveScript, syncScript } from "./cache-scripts.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
}, 60_000);
afterAll(() => server.stop());

const keys = ["{versions}:state", "{versions}:tags", "{versions}:order"];

const run = (script: RedisScript, ...given: string[]): Promise<unknown> =>
  askRedis(server.port, ["EVAL", script.source, "3", ...keys, ...given]);

const look = (instance: string, lease: number): Promise<unknown> =>
  run(syncScript, "epoch", "", "0", instance, String(lease), "");

/** Whom a move waits for, each with the number of its lease. */
async function waitedFor(): Promise<unknown> {
  const answer = await run(moveScript, "epoch", "0", "", "100", "moves", "mover", "tag");
  return Array.isArray(answer) ? (answer[3] as unknown) : answer;
}

test("what an instance said before, said again, takes its later lease from nobody's list", async () => {
  await look("held-up", 1);
  expect(await waitedFor()).toEqual(["held-up", "1"]);
  await run(forgetScript, "held-up", "1");
  expect(await waitedFor()).toEqual([]);
  await look("held-up", 2);
  // Late, over another connection.
  await look("held-up", 1);
  await run(forgetScript, "held-up", "1");
  expect(await waitedFor()).toEqual(["held-up", "2"]);
});
