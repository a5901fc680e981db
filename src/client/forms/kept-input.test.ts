// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { findActionForm, keepInput, restoreInput, takeKeptInput } from "./kept-input.ts";
import { describeFields } from "./submissions.ts";
import { hasUnkeptValues, TypedInput } from "./typed-input.ts";

const lookup = "a".repeat(40);
const page = `<form aria-label="note">
  <input type="hidden" name="$EDICT" value="b1.1.c">
  <input type="hidden" name="$ACTION_REF_1"><input type="hidden" name="$ACTION_1:0" value='{"id":"${lookup}ff00000000"}'>
  <input name="title"><textarea name="text"></textarea>
  <input type="checkbox" name="done"><input type="radio" name="size" value="s" checked><input type="radio" name="size" value="m">
  <select name="kind"><option>idea</option><option>task</option></select>
  <input type="password" name="secret"><input name="card" autocomplete="cc-number">
  <button name="verb" value="save">Save</button>
</form>`;

const control = (name: string): HTMLInputElement =>
  document.querySelector<HTMLInputElement>(`[name="${name}"]`) ?? expect.unreachable();

function fill(): void {
  control("title").value = "Bread";
  control("text").value = "two loaves";
  control("done").checked = true;
  document.querySelectorAll<HTMLInputElement>("[name=size]")[1]?.click();
  control("kind").value = "task";
  control("card").value = "4242";
}

beforeEach(() => {
  document.body.innerHTML = page;
  sessionStorage.clear();
});

describe("what was typed", () => {
  test("comes back into a new document of the same page, as if it were typed", () => {
    fill();
    const values = new TypedInput().read();
    keepInput({ url: "/notes", atMs: 0, values });
    document.body.innerHTML = page;
    const typed = vi.fn();
    control("title").addEventListener("input", typed);
    const kept = takeKeptInput("/notes", 1_000) ?? expect.unreachable();
    expect(restoreInput(kept)).toBe("restored");
    const form = document.forms[0] ?? expect.unreachable();
    expect(Object.fromEntries(new FormData(form))).toMatchObject({
      title: "Bread",
      text: "two loaves",
      done: "on",
      size: "m",
      kind: "task",
      card: "",
    });
    expect(typed).toHaveBeenCalledTimes(1);
  });

  test("is written down without secrets and without what nobody touched", () => {
    control("secret").value = "hunter2";
    fill();
    control("text").value = "";
    control("kind").value = "idea";
    keepInput({ url: "/", atMs: 0, values: new TypedInput().read() });
    const text = sessionStorage.getItem("edict:kept-input") ?? expect.unreachable();
    expect(text).toContain("Bread");
    for (const absent of ["hunter2", "4242", "textarea", "kind", "$ACTION"])
      expect(text).not.toContain(absent);
  });

  test("is known where React made the value its default", () => {
    const typed = new TypedInput();
    typed.listen();
    control("title").defaultValue = "Bread";
    expect(typed.read()).toEqual([]);
    control("title").dispatchEvent(new Event("input", { bubbles: true }));
    expect(typed.read()).toMatchObject([{ value: "Bread" }]);
  });

  test("is taken once, for its own page, and not for ever", () => {
    const kept = { url: "/notes", atMs: 0, values: [] };
    keepInput(kept);
    expect(takeKeptInput("/notes", 1_000)).toEqual(kept);
    expect(takeKeptInput("/notes", 1_000)).toBeUndefined();
    keepInput(kept);
    expect(takeKeptInput("/other", 1_000)).toBeUndefined();
    keepInput(kept);
    expect(takeKeptInput("/notes", 400_000)).toBeUndefined();
  });

  test("is not put where nobody knows which control it belongs to", () => {
    fill();
    const values = new TypedInput().read();
    document.body.innerHTML = `${page}${page}`;
    restoreInput({ url: "/", atMs: 0, values });
    expect(control("title").value).toBe("");
  });
});

describe("the form that is sent again", () => {
  const sendAgain = (): { readonly came: string; readonly by: (Element | null)[] } => {
    const form = document.forms[0] ?? expect.unreachable();
    fill();
    control("card").value = "";
    const fields = describeFields(new FormData(form, form.querySelector("button")));
    const values = new TypedInput().read();
    document.body.innerHTML = page;
    const by: (Element | null)[] = [];
    document.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        by.push(event.submitter);
      },
      { once: true },
    );
    return { came: restoreInput({ url: "/", atMs: 0, values, resubmit: { lookup, fields } }), by };
  };

  test("is the one that names the action, by the button that was pressed", () => {
    expect(sendAgain()).toEqual({ came: "sent", by: [document.querySelector("button")] });
  });

  test("gets what it was sent with, also where the app emptied it right after", () => {
    const form = document.forms[0] ?? expect.unreachable();
    fill();
    control("card").value = "";
    const fields = describeFields(new FormData(form, form.querySelector("button")));
    form.reset();
    const values = new TypedInput().read();
    document.body.innerHTML = page;
    document.addEventListener("submit", (event) => event.preventDefault(), { once: true });
    const kept = { url: "/", atMs: 0, values, resubmit: { lookup, fields } };
    expect(restoreInput(kept)).toBe("sent");
    const sent = new FormData(document.forms[0] ?? expect.unreachable());
    expect(Object.fromEntries(sent)).toMatchObject({
      title: "Bread",
      text: "two loaves",
      done: "on",
      size: "m",
      kind: "task",
    });
  });

  test("is found by a button's own action too", () => {
    document.body.innerHTML = `<form><button name="$ACTION_ID_${lookup}ff00000000">Go</button></form>`;
    expect(findActionForm(document, lookup)?.button?.textContent).toBe("Go");
    expect(findActionForm(document, "b".repeat(40))).toBeUndefined();
  });

  test("is none where several forms name the action", () => {
    document.body.innerHTML = page + page;
    expect(findActionForm(document, lookup)).toBeUndefined();
  });

  test("is not sent when it does not hold what was sent", () => {
    const fields = JSON.stringify([["subject", "gone"]]);
    const kept = { url: "/", atMs: 0, values: [], resubmit: { lookup, fields } };
    expect(restoreInput(kept)).toBe("not-sent");
  });
});

test("a form with a password, a card or a file cannot be given to a new document", () => {
  const form = document.forms[0] ?? expect.unreachable();
  expect(hasUnkeptValues(form)).toBe(false);
  control("title").value = "x";
  expect(hasUnkeptValues(form)).toBe(false);
  control("card").value = "4242";
  expect(hasUnkeptValues(form)).toBe(true);
  control("card").value = "";
  control("secret").value = "x";
  expect(hasUnkeptValues(form)).toBe(true);
});
