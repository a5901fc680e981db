import { expect, test } from "vitest";
import { markForms } from "./mark-forms.ts";

const mark = (html: string): string => {
  let count = 0;
  return markForms(Buffer.from(html), () => `<mark${++count}>`).toString();
};

test("stands before the field that names the action, and before no other", () => {
  const id = '<input type="hidden" name="$ACTION_ID_00"/>';
  const reference =
    '<input type="hidden" name="$ACTION_REF_1"/><input type="hidden" name="$ACTION_1:0" value="{}"/><input type="hidden" name="$ACTION_KEY" value="k"/>';
  expect(mark(`<form>${reference}</form><form>${id}</form>`)).toBe(
    `<form><mark1>${reference}</form><form><mark2>${id}</form>`,
  );
});

test("a page without actions is left as it is", () => {
  const html = Buffer.from("<p>$ACTION_ID_ in text</p>");
  expect(markForms(html, () => "x")).toBe(html);
});
