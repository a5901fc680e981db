import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { toResponse } from "./to-response.ts";

test.each([
  ["a status that is none", 0, "x-a", "1"],
  ["a header that is none", 200, "x-a", "1\r\nx-b: 2"],
  ["a body where none may be", 204, "x-a", "1"],
])("an answer with %s is a 500, its body ended and after() run", async (_, status, name, value) => {
  const log: string[] = [];
  const ended: string[] = [];
  const body = new PassThrough();
  const answer = {
    status,
    headers: [[name, value]] as const,
    body,
    afterSent: async () => void ended.push("after"),
  };
  const response = toResponse(answer, ({ line }) => log.push(line));
  expect(response.status).toBe(500);
  expect(await response.text()).toMatch(/^The request failed\. Digest: /);
  expect(body.destroyed).toBe(true);
  expect(ended).toEqual(["after"]);
  expect(log).toEqual([expect.stringContaining("writing the answer to a web request failed")]);
});
