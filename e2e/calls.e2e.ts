import { expect, test } from "vitest";
import { onApp, storiesApp } from "./apps.ts";
import { useBrowser, visit } from "./browser.ts";

const browser = useBrowser();

onApp("calls", storiesApp, { smoke: true }, (app, mode, testOnce) => {
  const open = async (path = "/arguments") => {
    const opened = await browser.open();
    await visit(opened.page, app().url + path);
    return opened;
  };
  const press = async (name: string, expected: RegExp | string): Promise<void> => {
    const { page } = await open();
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByTestId("shown").filter({ hasText: expected }).waitFor();
  };

  test("maps, sets, dates, big integers, bytes and odd numbers go there and back", () =>
    press("rich values", "true true 0 12 true true 2 true"));

  testOnce("arguments arrive as what they are", () =>
    press("describe", /\[object Date\].*\[object (?:Blob|File)\].*\[object String\] text/),
  );

  testOnce("an element that the server does not read comes back as the same element", () =>
    press("jsx", "same element"),
  );

  test("an error is masked in production, and carries a digest", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "fail", exact: true }).click();
    await page
      .getByTestId("shown")
      .filter({ hasText: /digest:.+/ })
      .waitFor();
    if (mode === "production") expect(await page.content()).not.toContain("secret-message-1701");
  });

  testOnce("an ActionError reaches its caller whole", () =>
    press("fail typed", 'OUT_OF_STOCK 409 Only two are left {"left":2}'),
  );

  testOnce("calls that start together run together", () =>
    press("together", "start:a start:b end:a end:b"),
  );

  testOnce("calls to one action keep their order over ticks", () =>
    press("in order", "start:one end:one start:two end:two"),
  );

  testOnce("an event that the action does not read is not sent", async () => {
    const { page, problems } = await open();
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await page.getByRole("button", { name: "bare handler" }).click();
    expect((await sent).postData()).toBe("[]");
    expect(problems).toEqual([]);
  });

  test("an inline action keeps its captures, sealed", async () => {
    const { page } = await open("/inline");
    for (const prefix of ["x", "y"]) {
      await page.getByRole("button", { name: `call ${prefix}` }).click();
      await page.getByText(`${prefix}-sent-20`, { exact: true }).waitFor();
    }
    expect(await page.content()).not.toContain("captured-secret-4242");
  });

  for (const javaScriptEnabled of [true, false])
    testOnce(
      `an inline form action sees a late assignment, ${javaScriptEnabled ? "with" : "without"} JavaScript`,
      async () => {
        const { page } = await browser.open({ javaScriptEnabled });
        if (javaScriptEnabled) await visit(page, `${app().url}/inline`);
        else await page.goto(`${app().url}/inline`);
        await page.getByLabel("word").fill(`word${String(javaScriptEnabled)}`);
        await page.getByRole("button", { name: "Remember" }).click();
        await page.getByText(`20:late:word${String(javaScriptEnabled)}`, { exact: true }).waitFor();
        expect(await page.content()).not.toContain("captured-secret-4242");
      },
    );

  test("an action that revalidates brings the fresh page in its own answer", async () => {
    const { page } = await open("/counter");
    const before = Number(await page.getByTestId("count").textContent());
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.method()));
    await page.getByRole("button", { name: "revalidate" }).click();
    await page
      .getByTestId("count")
      .filter({ hasText: String(before + 1) })
      .waitFor();
    expect(requests).toEqual(["POST"]);
  });

  testOnce("an action that changes nothing visible sends no page", async () => {
    const { page } = await open("/counter");
    const before = Number(await page.getByTestId("count").textContent());
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "quietly" }).click();
    await page
      .getByTestId("returned")
      .filter({ hasText: String(before + 1) })
      .waitFor();
    const answer = await answered;
    expect(answer.headers()["edict-revalidated"]).toBe("none");
    expect(await answer.text()).not.toContain("segments");
    expect(await page.getByTestId("count").textContent()).toBe(String(before));
    await page.getByRole("button", { name: "refresh" }).click();
    await page
      .getByTestId("count")
      .filter({ hasText: String(before + 2) })
      .waitFor();
  });

  testOnce("an optimistic entry shows at once and is replaced without a gap", async () => {
    const { page } = await open("/optimistic");
    const list = page.getByTestId("messages");
    const seen = await page.evaluate(() => {
      const states: string[] = [];
      const target = document.querySelector("[data-testid=messages]");
      if (target !== null)
        new MutationObserver(() => states.push(target.textContent ?? "")).observe(target, {
          childList: true,
          subtree: true,
          characterData: true,
        });
      Object.assign(window, { states });
      return states.length;
    });
    expect(seen).toBe(0);
    const text = `hello-${mode}`;
    await page.getByLabel("text").fill(text);
    await page.getByRole("button", { name: "Send" }).click();
    await list.getByText(`${text} (sending)`).waitFor();
    await list.getByText(text, { exact: true }).waitFor();
    const states = await page.evaluate(() => (window as unknown as { states: string[] }).states);
    expect(states.every((state) => state.includes(text))).toBe(true);
  });

  testOnce(
    "an optimistic entry is rolled back and the error boundary shown when the action throws",
    async () => {
      const { page } = await open("/optimistic");
      await page.getByLabel("text").fill("fail");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("heading", { name: "Not sent" }).waitFor();
    },
  );
});
