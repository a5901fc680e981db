import { describe, expect, test } from "vitest";
import { redirect } from "../../src/context/signals.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type HostKind } from "./hosts.ts";

const shop = { origin: "https://shop.example" };
const sibling = "https://admin.shop.example";
const at = { host: "shop.example" };

/** A server whose app has a second origin of its own, to which everything redirects. */
function start(kind: HostKind): Promise<Host> {
  const away = (): never => redirect(`${sibling}/posts/9`);
  const { build } = fakeApp({
    actions: { act: async () => away() },
    handler: { GET: away },
    renderer: {
      renderHtml: async () => ({
        kind: "redirect",
        status: 307,
        location: `${sibling}/posts/9`,
      }),
    },
  });
  return startHost(kind, build, { origins: [shop.origin, sibling] });
}

describe.each(hostKinds)("a redirect to another origin of the app's own, %s,", (kind) => {
  test("leaves a call to the browser, whole", async () => {
    const host = await start(kind);
    const answer = await host.send(callOf(shop, "act", [], { headers: at }));
    expect(answer.text).toContain(`"location":"${sibling}/posts/9"}`);
    expect(answer.text).not.toContain("/posts/[id]");
  });

  test("keeps its origin after a form, from a page and from a handler", async () => {
    const host = await start(kind);
    for (const sent of [
      formOf(shop, [[`$ACTION_ID_${idOf("act")}`, ""]], { headers: at }),
      { target: "/", headers: at },
      { target: "/api", headers: at },
    ])
      expect((await host.send(sent)).headers.get("location")).toBe(`${sibling}/posts/9`);
  });
});
