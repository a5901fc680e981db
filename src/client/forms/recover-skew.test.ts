// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseActionId, lookupOf } from "../../protocol/index.ts";
import { takeKeptInput } from "./kept-input.ts";
import { createSkewRecovery } from "./recover-skew.ts";
import { describeFields } from "./submissions.ts";
import { hasUnkeptValues, TypedInput } from "./typed-input.ts";

const oldId = parseActionId(`${"a".repeat(40)}ff00000000`) ?? expect.unreachable();
const lookup = lookupOf(oldId);

/** A page of a build, with a form for the action under its id there. */
function pageOf(build: string, { parent = "p1", id = `${lookup}ffdeadbeef` } = {}): string {
  return `<form><input type="hidden" name="$EDICT" value="${build}.call"><input type="hidden" name="$ACTION_ID_${id}">
    <input type="hidden" name="parent" value="${parent}"><input name="title"><input type="password" name="secret"></form>`;
}

const control = (name: string): HTMLInputElement =>
  document.querySelector<HTMLInputElement>(`[name="${name}"]`) ?? expect.unreachable();

let reload: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  document.body.innerHTML = pageOf("b1.1", { id: oldId });
  control("title").value = "Bread";
  reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Lets the form's call be refused while the server gives this page; the browser that leaves a page is waited for. */
async function recover(
  html: string | undefined,
  { isRecovery = false, fromForm = true, answeredBefore = false } = {},
): Promise<"repeat" | "refuse"> {
  vi.stubGlobal("fetch", () =>
    html === undefined
      ? Promise.reject(new TypeError("lost"))
      : Promise.resolve(new Response(html, { headers: { "content-type": "text/html" } })),
  );
  const form = document.forms[0] ?? expect.unreachable();
  const fields = describeFields(new FormData(form));
  const recovery = createSkewRecovery({
    url: () => "/notes",
    build: "b1.1",
    typed: new TypedInput(),
    isRecovery,
  });
  const submission = {
    form,
    fields,
    submitter: null,
    mayBeKept: !hasUnkeptValues(form),
    openCalls: 1,
  };
  if (answeredBefore) recovery.callAnswered();
  const way = recovery.recover({ lookup, submission: fromForm ? submission : undefined });
  await vi.advanceTimersByTimeAsync(10_000);
  return way;
}

const kept = (): ReturnType<typeof takeKeptInput> => takeKeptInput("/notes", Date.now());

describe("a call of another build", () => {
  test("is made once more where its own build still answers, and the page stays", async () => {
    await expect(recover(pageOf("b1.1"))).resolves.toBe("repeat");
    expect(reload).not.toHaveBeenCalled();
    expect(kept()).toBeUndefined();
  });

  test("leads on from a page that a recovery led to, once a call of that page was answered", async () => {
    await recover(pageOf("b2.1"), { isRecovery: true, answeredBefore: true });
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("loads the new page, which is told what to fill in and to send", async () => {
    await recover(pageOf("b2.1"));
    expect(reload).toHaveBeenCalledTimes(1);
    expect(kept()).toMatchObject({
      values: [{ value: "Bread" }],
      resubmit: { lookup, fields: expect.stringContaining("Bread") },
    });
  });

  test("is refused in the end where the browser does not leave the page", () =>
    expect(recover(pageOf("b2.1"))).resolves.toBe("refuse"));

  test.each<[string, () => Promise<"repeat" | "refuse">]>([
    ["no form made it", () => recover(pageOf("b2.1"), { fromForm: false })],
    ["the new page has no form for it", () => recover(pageOf("b2.1", { id: "b".repeat(50) }))],
    ["two forms of the new page are for it", () => recover(pageOf("b2.1") + pageOf("b2.1"))],
    ["the form is about something else there", () => recover(pageOf("b2.1", { parent: "p2" }))],
    ["this page is a recovery already", () => recover(pageOf("b2.1"), { isRecovery: true })],
    ["the new page is out of reach", () => recover(undefined)],
    [
      "the form holds a password",
      () => {
        control("secret").value = "hunter2";
        return recover(pageOf("b2.1"));
      },
    ],
  ])("is refused, with what was typed kept for a reload, when %s", async (_when, act) => {
    await expect(act()).resolves.toBe("refuse");
    expect(reload).not.toHaveBeenCalled();
    const { values, resubmit } = kept() ?? expect.unreachable();
    expect(values).toMatchObject([{ value: "Bread" }]);
    expect(resubmit).toBeUndefined();
  });

  test("does not leave the page where nothing can be kept", async () => {
    const setItem = (): void => {
      throw new DOMException("full", "QuotaExceededError");
    };
    vi.stubGlobal("sessionStorage", { setItem });
    await expect(recover(pageOf("b2.1"))).resolves.toBe("refuse");
    expect(reload).not.toHaveBeenCalled();
  });
});
