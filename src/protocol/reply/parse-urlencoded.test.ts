import { expect, test } from "vitest";
import { parseUrlencoded } from "./parse-urlencoded.ts";
import { defaultReplyBudgets } from "./reply-options.ts";

const parse = (body: string) => parseUrlencoded(Buffer.from(body, "latin1"), defaultReplyBudgets);

test("fields are read in order, as browsers write them", () => {
  const body = new URLSearchParams([
    ["a", "1 2+3"],
    ["ü", "zoë&=%"],
    ["a", ""],
  ]).toString();
  expect(parse(`${body}&bare`)).toEqual({
    ok: true,
    value: [
      { kind: "field", name: "a", value: "1 2+3" },
      { kind: "field", name: "ü", value: "zoë&=%" },
      { kind: "field", name: "a", value: "" },
      { kind: "field", name: "bare", value: "" },
    ],
  });
});

test("an empty body has no fields", () => {
  expect(parse("")).toEqual({ ok: true, value: [] });
});

test.each([
  ["E1", "1,001 fields", `${"a=1&".repeat(1_000)}a=1`],
  ["E2", "an empty name", "=1"],
  ["E2", "an empty pair", "a=1&&b=2"],
  ["E2", "a name with a line break", "a%0d%0a=1"],
  ["D4", "a cut escape", "a=%4"],
  ["D4", "bytes that are not UTF-8", "a=%ff"],
  ["D4", "raw bytes that are not UTF-8", "a=\xff"],
  ["D4", "a name with NUL", "a%00=1"],
])("%s: %s is refused", (_id, _input, body) => {
  expect(parse(body)).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
});

test("E9: a field over 1 MiB is too large, however it is spelled", () => {
  const { maxFieldBytes } = defaultReplyBudgets;
  const error = { code: "TOO_LARGE", limitBytes: maxFieldBytes };
  expect(parse(`a=${"1".repeat(maxFieldBytes)}`).ok).toBe(true);
  expect(parse(`a=${"1".repeat(maxFieldBytes + 1)}`)).toMatchObject({ ok: false, error });
  expect(parse(`a=${"%c3%bc".repeat(maxFieldBytes / 2 + 1)}`)).toMatchObject({ ok: false, error });
  expect(parse(`a=${"1".repeat(maxFieldBytes * 3 + 1)}`)).toMatchObject({ ok: false, error });
});
