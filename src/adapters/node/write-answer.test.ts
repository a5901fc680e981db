import { expect, onTestFinished, test } from "vitest";
import { serve } from "./serve.ts";

test("an answer keeps all its cookies beside headers that were set before it", async () => {
  const cookies = ["a=1; Path=/", "b=2; Path=/"];
  const running = await serve({
    port: 0,
    handler: {
      handle: () => ({
        status: 200,
        headers: [["vary", "accept"], ...cookies.map((one) => ["set-cookie", one] as const)],
        body: "ok",
      }),
    },
    before: (_, response, next) => {
      response.setHeader("vary", "origin");
      next();
    },
  });
  if (!running.ok) throw new Error(JSON.stringify(running.error));
  onTestFinished(() => running.value.close());
  const answer = await fetch(`http://127.0.0.1:${running.value.port}`);
  expect(answer.headers.getSetCookie()).toEqual(cookies);
  expect(answer.headers.get("vary")).toBe("origin, accept");
  expect(await answer.text()).toBe("ok");
});
