// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeFields, dropRepeatedReplays, Submissions } from "./submissions.ts";

/** A form that calls its action as React does: at once, with its fields. */
interface Stage {
  readonly submissions: Submissions;
  readonly form: HTMLFormElement;
  readonly title: HTMLInputElement;
  readonly submit: () => void;
  /** Ends of the calls so far. */
  readonly ends: (() => void)[];
}

const held: { stage?: Stage; stop?: () => void } = {};
const stage = (): Stage => held.stage ?? expect.unreachable();

beforeEach(() => {
  document.body.innerHTML =
    '<form><input name="title" value="a"><button>Save</button></form><form><input name="title" value="a"></form>';
  const form = document.querySelector("form") ?? expect.unreachable();
  const title = document.querySelector("input") ?? expect.unreachable();
  const submissions = new Submissions();
  held.stop = submissions.listen();
  const ends: (() => void)[] = [];
  for (const each of document.forms)
    each.addEventListener("submit", (event) => {
      event.preventDefault();
      const submission = submissions.callBegun(["previous state", new FormData(each)]);
      ends.push(() => submissions.callSettled(submission));
    });
  held.stage = { submissions, form, title, ends, submit: () => form.requestSubmit() };
});
afterEach(() => held.stop?.());

describe("a form", () => {
  test("is submitted once, however often the same is sent while it is pending", () => {
    const { submit, ends } = stage();
    submit();
    submit();
    submit();
    expect(ends).toHaveLength(1);
  });

  test("is submitted again once the call has settled", () => {
    const { submit, ends } = stage();
    submit();
    ends[0]?.();
    submit();
    submit();
    expect(ends).toHaveLength(2);
  });

  test("is submitted at once when something else was typed, and then guards both", () => {
    const { submit, ends, title } = stage();
    submit();
    title.value = "b";
    submit();
    title.value = "a";
    submit();
    title.value = "b";
    submit();
    expect(ends).toHaveLength(2);
  });

  test("does not hold up another form with the same fields", () => {
    const { submit, ends } = stage();
    submit();
    document.forms[1]?.requestSubmit();
    expect(ends).toHaveLength(2);
  });

  test("does not hold up another button of its own", () => {
    const { form, submit, ends } = stage();
    submit();
    form.requestSubmit(form.querySelector("button"));
    expect(ends).toHaveLength(2);
  });

  test("knows the form of a call, and none for a call without fields", () => {
    const { submissions, submit, form } = stage();
    submit();
    expect(submissions.callBegun([new FormData(form)])?.form).toBe(form);
    expect(submissions.callBegun([1, "a"])).toBeUndefined();
    expect(submissions.callBegun([new FormData()])).toBeUndefined();
  });
});

test("fields are equal where the visitor sent the same, whatever the protocol adds", () => {
  const one = new FormData();
  one.append("title", "a");
  one.append("file", new File([], ""));
  const two = new FormData();
  two.append("$ACTION_KEY", "k1");
  two.append("$EDICT", "b.1.x");
  two.append("title", "a");
  two.append("file", new File([], "", { lastModified: 1 }));
  expect(describeFields(one)).toBe(describeFields(two));
  two.append("title", "a");
  expect(describeFields(one)).not.toBe(describeFields(two));
});

test("a submit from before hydration is replayed once", () => {
  const data = (title: string): FormData => {
    const fields = new FormData();
    fields.set("title", title);
    return fields;
  };
  const [form, other] = document.forms;
  const queue = [form, null, data("a"), form, null, data("a"), other, null, data("a")];
  const last = [form, null, data("b")];
  const page = Object.assign(document, { $$reactFormReplay: [...queue, ...last] });
  dropRepeatedReplays(page);
  expect(page.$$reactFormReplay).toEqual([...queue.slice(0, 3), ...queue.slice(6), ...last]);
});
