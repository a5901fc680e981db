import { describe, expect, test } from "vitest";
import { boundary, multipart } from "../../../test/protocol/reply-body.ts";
import type { FormPart } from "./form-part.ts";
import { parseMultipart } from "./parse-multipart.ts";
import { defaultReplyBudgets } from "./reply-options.ts";

const encoder = new TextEncoder();
const parse = (body: string | Uint8Array, budgets = defaultReplyBudgets) =>
  parseMultipart(typeof body === "string" ? encoder.encode(body) : body, boundary, budgets);
const part = (headers: string, value = "1"): string =>
  `--${boundary}\r\n${headers}\r\n\r\n${value}\r\n--${boundary}--\r\n`;
const named = (name: string): string => part(`Content-Disposition: form-data; name="${name}"`);
const file = (name: string): string =>
  part(`Content-Disposition: form-data; name="a"; filename="${name}"\r\nContent-Type: image/png`);
const disposition = 'Content-Disposition: form-data; name="a"';
const many = (count: number, isFile: boolean): Uint8Array =>
  multipart(
    Array.from({ length: count }, (_, index) =>
      isFile ? [`f${index}`, new Uint8Array(1), "x"] : [`f${index}`, "1"],
    ),
  );

describe("parseMultipart refuses", () => {
  test.each([
    ["E1", "1,001 parts", many(1_001, false), /serverActions\.maxParts/u],
    ["E1", "21 files", many(21, true), /serverActions\.maxFiles/u],
    ["E13", "20,000 files of one byte", many(20_000, true), /serverActions\.maxFiles/u],
    ["E2", "a part without a name", part("Content-Disposition: form-data"), /content-disposition/u],
    ["E2", "an empty name", named(""), /without a name/u],
    ["E2", "two names", part(`${disposition}; name="b"`), /content-disposition/u],
    [
      "E2",
      "an extended name",
      part("Content-Disposition: form-data; name*=utf-8''a"),
      /content-disposition/u,
    ],
    [
      "E2",
      "an unquoted name",
      part("Content-Disposition: form-data; name=a"),
      /content-disposition/u,
    ],
    [
      "E2",
      "an extended file name",
      part(`${disposition}; filename*=utf-8''a`),
      /content-disposition/u,
    ],
    ["E2", "a name of 5 kB", named("a".repeat(5_000)), /1024 characters/u],
    ["E2", "a name with an escaped line break", named("a%0d%0ab"), /control character/u],
    ["E2", "a name with a bare line feed", named("a\nb"), /control character/u],
    ["D4", "a name with NUL", named("a\0"), /control character/u],
    ["D4", "a name with a byte order mark", named("\uFEFFa"), /control character/u],
    ["D4", "a name that is not UTF-8", Buffer.from(named("a\xff"), "latin1"), /not UTF-8/u],
    [
      "D4",
      "a value that is not UTF-8",
      Buffer.from(part(disposition, "\xff"), "latin1"),
      /not UTF-8/u,
    ],
    [
      "E7",
      "no final boundary",
      `--${boundary}\r\n${disposition}\r\n\r\n1\r\n`,
      /no final boundary/u,
    ],
    ["E7", "a boundary cut short", part(disposition).slice(0, -6), /no final boundary|line break/u],
    ["E7", "a preamble", `hello\r\n${part(disposition)}`, /before the first part/u],
    [
      "E7",
      "a line break before the first part",
      `\r\n${part(disposition)}`,
      /before the first part/u,
    ],
    ["E7", "an epilogue", `${part(disposition)}hello`, /after the last part/u],
    ["E7", "an empty body", "", /before the first part/u],
    [
      "E7",
      "nested multipart",
      part(`${disposition}; filename="x"\r\nContent-Type: multipart/mixed; boundary=x`),
      /of type/u,
    ],
    [
      "E7",
      "spaces behind a boundary",
      part(disposition).replace(`${boundary}\r\n`, `${boundary} \r\n`),
      /line break/u,
    ],
    ["E8", "base64", part(`${disposition}\r\nContent-Transfer-Encoding: base64`), /header/u],
    [
      "E8",
      "quoted-printable",
      part(`${disposition}\r\ncontent-transfer-encoding: quoted-printable`),
      /header/u,
    ],
    ["E10", "a file name of 64 kB", file("a".repeat(65_536)), /serverActions\.maxPartHeaderBytes/u],
    [
      "E10",
      "a file name of 256 characters",
      file("a".repeat(256)),
      /serverActions\.maxFileNameLength/u,
    ],
    [
      "E12",
      "part headers over 8 kB",
      part(`${disposition}\r\nX: ${"a".repeat(9_000)}`),
      /serverActions\.maxPartHeaderBytes/u,
    ],
    ["E12", "100 headers", part(`${disposition}${"\r\nX-A: 1".repeat(100)}`), /header/u],
    [
      "E12",
      "two content types",
      part(`${disposition}\r\nContent-Type: text/plain\r\nContent-Type: text/plain`),
      /header/u,
    ],
    ["E12", "a folded header", part(`${disposition}\r\n folded`), /header/u],
    ["E12", "no headers", `--${boundary}\r\n\r\n1\r\n--${boundary}--\r\n`, /header/u],
    [
      "D3",
      "a field in another charset",
      part(`${disposition}\r\nContent-Type: text/plain; charset=utf-16`),
      /of type/u,
    ],
  ])("%s: %s", (_id, _input, body, reason) => {
    const result = parse(body);
    expect(result).toMatchObject({ ok: false, error: { code: "MALFORMED" } });
    expect(result.ok ? "" : result.error.reason).toMatch(reason);
  });

  test("E9: a field over 1 MiB, as too large", () => {
    const { maxFieldBytes } = defaultReplyBudgets;
    expect(parse(part(disposition, "a".repeat(maxFieldBytes))).ok).toBe(true);
    expect(parse(part(disposition, "a".repeat(maxFieldBytes + 1)))).toMatchObject({
      ok: false,
      error: { code: "TOO_LARGE", limitBytes: maxFieldBytes },
    });
  });

  test("E13: many files, before it has read them", () => {
    let read = 0;
    const counting = { ...defaultReplyBudgets };
    Object.defineProperty(counting, "maxFiles", { get: () => (read++, 20) });
    parse(many(20_000, true), counting);
    expect(read).toBeLessThan(25);
  });
});

describe("parseMultipart reads", () => {
  const parts = (body: string | Uint8Array): readonly FormPart[] => {
    const result = parse(body);
    if (!result.ok) throw new Error(result.error.reason);
    return result.value;
  };

  test("what the platform's own encoder writes", async () => {
    const form = new FormData();
    form.append('quote " and ; name', "one\r\ntwo");
    form.append("text", "zoë 🎈\uFEFF");
    form.append("empty", "");
    form.append(
      "file",
      new File([new Uint8Array([13, 10, 45, 45, 0, 255])], "ü.png", { type: "image/png" }),
    );
    form.append("unnamed", new File(["x"], ""));
    const response = new Response(form);
    const type = response.headers.get("content-type") ?? "";
    const bytes = new Uint8Array(await response.arrayBuffer());
    const result = parseMultipart(bytes, type.split("boundary=")[1] ?? "", defaultReplyBudgets);
    expect(result.ok).toBe(true);
    const [quote, text, empty, file, unnamed] = result.ok ? result.value : [];
    expect([quote, text, empty]).toEqual([
      { kind: "field", name: 'quote " and ; name', value: "one\r\ntwo" },
      { kind: "field", name: "text", value: "zoë 🎈\uFEFF" },
      { kind: "field", name: "empty", value: "" },
    ]);
    expect(file).toMatchObject({ kind: "file", fileName: "ü.png", type: "image/png" });
    expect(file?.kind === "file" && [...file.bytes]).toEqual([13, 10, 45, 45, 0, 255]);
    expect(unnamed).toEqual({ kind: "field", name: "unnamed", value: "x" });
  });

  test.each([
    "../../etc/passwd",
    "C:\\boot.ini",
    "/etc/passwd",
    "a\u202Egnp.exe",
    "a\0b",
    "a".repeat(255),
  ])("E10: the file name %j as opaque text", (name) =>
    expect(parts(file(name))).toMatchObject([{ fileName: name }]),
  );

  test("an empty file input, as browsers write it", () => {
    const body = part(`${disposition}; filename=""\r\nContent-Type: application/octet-stream`, "");
    expect(parts(body)).toMatchObject([{ kind: "file", name: "a", fileName: "" }]);
  });

  test("a form without fields", () => {
    expect(parts(`--${boundary}--\r\n`)).toEqual([]);
    expect(parts(`--${boundary}--`)).toEqual([]);
  });

  test("a file that holds all but the end of a boundary", () => {
    const [only] = parts(
      part(`${disposition}; filename="x"`, `\r\n--${boundary.slice(0, -1)}\r\n-`),
    );
    expect(only?.kind === "file" && only.bytes.length).toBe(boundary.length + 6);
  });

  test("a file as a view of the body, and as the same File each time", async () => {
    const body = encoder.encode(file("x"));
    const result = parse(body);
    const [only] = result.ok ? result.value : [];
    if (only?.kind !== "file") throw new Error("no file");
    expect(only.bytes.buffer).toBe(body.buffer);
    expect(only.file).toBe(only.file);
    expect([only.file.name, only.file.type, await only.file.text()]).toEqual([
      "x",
      "image/png",
      "1",
    ]);
  });
});
