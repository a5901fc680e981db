import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { putFilesLast } from "../../src/client/files-last.ts";
import { closingDelimiter } from "../../src/protocol/index.ts";
import { decodeOurs, toBody } from "../protocol/compare-with-react.ts";
import { flightClient } from "../protocol/react-flight.ts";

const file = (name: string): File => new File([`content of ${name}`], name, { type: "text/x-a" });

function formOf(...entries: readonly (readonly [name: string, value: string | File])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

async function encoded(args: readonly unknown[]): Promise<FormData> {
  const body = await flightClient.encodeReply(args);
  if (typeof body === "string") throw new TypeError("no file is in it");
  return body;
}

/** Reads what the files in decoded arguments say. */
async function readFiles(value: unknown): Promise<unknown> {
  if (value instanceof File) return [value.name, value.type, await value.text()];
  if (value instanceof FormData)
    return Promise.all([...value].map(async ([name, entry]) => [name, await readFiles(entry)]));
  return Array.isArray(value) ? Promise.all(value.map(readFiles)) : value;
}

describe("the body of a call", () => {
  test.each<readonly [string, readonly unknown[], last: string]>([
    ["a file", [file("one")], "one"],
    ["files between values", [file("one"), "$B1", [file("two"), { $B1: "$B2" }], 7], "two"],
    ["a form", [formOf(["picture", file("one")], ["title", 'see "$B1"']), "after"], "one"],
    [
      "two forms",
      [formOf(["a", file("one")], ["b", "two"]), formOf(["a", file("three")], ["b", "four"])],
      "three",
    ],
    ["bytes behind a file", [file("one"), new Uint8Array([1, 2, 3]), new Float64Array(2)], "one"],
    ["a file inside of a promise", [Promise.resolve(file("one")), new Date(5)], "one"],
    ["many files", Array.from({ length: 30 }, (_, at) => file(`number ${at}`)), "number 29"],
  ])("with %s ends with the last file, and says the same", async (_, args, last) => {
    const before = await encoded(args);
    const sorted = putFilesLast(before);
    const [, end] = [...(sorted?.body ?? [])].at(-1) ?? [];
    expect(end instanceof File && [end.name, end.size]).toEqual([last, sorted?.lastBytes]);
    const decode = async (form: FormData): Promise<unknown> => {
      const args = decodeOurs(await toBody(form), new WeakMap()) as unknown[]; // as the server reads it
      return Promise.all(args.map(async (arg) => readFiles(await arg)));
    };
    const given = await decode(sorted?.body ?? new FormData());
    expect(isDeepStrictEqual(given, await decode(before))).toBe(!hasFormOrder(args));
    const { bytes, type } = await toBody(sorted?.body ?? new FormData());
    const boundary = /boundary=(.*)$/.exec(type)?.[1] ?? "";
    const contentEnd = bytes.length - closingDelimiter(boundary).length;
    const content = bytes.subarray(contentEnd - (sorted?.lastBytes ?? 0), contentEnd);
    expect(String(Buffer.from(content))).toBe(`content of ${last}`);
  });

  /** A form whose file stands in front of a field: in the call it comes behind it. */
  const hasFormOrder = (args: readonly unknown[]): boolean =>
    args.some((arg) => arg instanceof FormData);

  test("keeps the order of a form's fields, and of its files", async () => {
    const form = formOf(["a", file("one")], ["b", "1"], ["a", file("two")], ["b", "2"], ["a", "3"]);
    const sorted = putFilesLast(await encoded([form]));
    const [given] = decodeOurs(await toBody(sorted?.body ?? form), new WeakMap()) as [FormData];
    expect(await readFiles(given)).toEqual([
      ["b", "1"],
      ["b", "2"],
      ["a", "3"],
      ["a", ["one", "text/x-a", "content of one"]],
      ["a", ["two", "text/x-a", "content of two"]],
    ]);
  });

  test.each<readonly [string, readonly unknown[]]>([
    ["bytes only", [new Uint8Array([1, 2])]],
    ["bytes, and words that look like a file", [new Uint8Array([1, 2]), "$B1", { $B1: 1 }]],
    ["no file in its form", [formOf(["a", "b"])]],
    ["an empty file at its end", [file("one"), new File([], "empty")]],
    ["a stream of bytes", [new Blob(["abc"]).stream()]],
  ])("with %s stays as it is", async (_, args) => {
    expect(putFilesLast(await encoded(args))).toBeUndefined();
  });
});
