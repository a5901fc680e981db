import { expect, test } from "vitest";
import { userAgent, userAgentFromString } from "./user-agent.ts";

const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";

test("a browser is told by its name, its device and its system", () => {
  const agent = userAgent({ headers: new Headers({ "user-agent": phone }) });
  expect(agent).toMatchObject({
    isBot: false,
    ua: phone,
    browser: { name: "Mobile Safari", version: "17.4" },
    device: { type: "mobile", vendor: "Apple", model: "iPhone" },
    os: { name: "iOS", version: "17.4" },
    engine: { name: "WebKit" },
  });
  expect(agent.cpu).toStrictEqual({});
});

test("a bot is told from a browser, and silence is neither", () => {
  const bot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
  expect(userAgentFromString(bot).isBot).toBe(true);
  const nobody = { isBot: false, ua: "", browser: {}, device: {}, engine: {}, os: {}, cpu: {} };
  expect(userAgentFromString(undefined)).toStrictEqual(nobody);
  expect(userAgent({ headers: new Headers() })).toStrictEqual(nobody);
});

test("no more of it is read than a browser would send", () => {
  expect(userAgentFromString("x".repeat(100_000)).ua).toHaveLength(500);
});
