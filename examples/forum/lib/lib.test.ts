import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invalid } from "./form-state";
import { limits } from "./limits";
import { listHref, readListQuery } from "./list-query";
import { nextPath } from "./next-path";
import { hashPassword, verifyPassword } from "./password";
import { rowId } from "./row-id";
import { postSchema, publishEventSchema, signInSchema, signUpSchema } from "./schemas";
import { counted, showDate } from "./show-date";
import { sniffImage } from "./sniff-image";
import { excerptOf, textBlocks } from "./text-blocks";
import { signWebhook, verifyWebhook } from "./webhook-signature";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a password", () => {
  it("is recognised, and no other is", async () => {
    const hash = await hashPassword("correct horse");
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct hors", hash)).toBe(false);
    expect(hash).not.toContain("horse");
    expect(await hashPassword("correct horse")).not.toBe(hash);
  });

  it("never fits an account that does not exist, or a hash of another kind", async () => {
    expect(await verifyPassword("", undefined)).toBe(false);
    expect(await verifyPassword("x", "plain$x$x")).toBe(false);
    expect(await verifyPassword("", "scrypt$$")).toBe(false);
  });
});

describe("a picture", () => {
  it("is known by its first bytes", () => {
    expect(sniffImage(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]))).toBe(
      "image/png",
    );
    expect(sniffImage(new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe("image/jpeg");
    expect(sniffImage(bytes("GIF89a..."))).toBe("image/gif");
    expect(sniffImage(bytes("RIFF\0\0\0\0WEBPVP8 "))).toBe("image/webp");
  });

  it("is not anything else", () => {
    for (const text of [
      "",
      "GIF",
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "RIFF\0\0\0\0WAVE",
      "<script>",
    ])
      expect(sniffImage(bytes(text))).toBeUndefined();
  });
});

describe("the signature of a webhook", () => {
  const body = bytes('{"a":1}');
  const header = signWebhook("secret", body, 1000);

  it("is valid for the same bytes within five minutes", () => {
    expect(verifyWebhook("secret", body, header, 1000)).toBe("valid");
    expect(verifyWebhook("secret", body, header, 1300)).toBe("valid");
    expect(verifyWebhook("secret", body, header, 1301)).toBe("expired");
    expect(verifyWebhook("secret", body, header, 699)).toBe("expired");
  });

  it("is wrong for other bytes, another time and another secret", () => {
    expect(verifyWebhook("secret", bytes('{"a": 1}'), header, 1000)).toBe("wrong");
    expect(verifyWebhook("secret", body, header.replace("t=1000", "t=1001"), 1000)).toBe("wrong");
    expect(verifyWebhook("other", body, header, 1000)).toBe("wrong");
  });

  it("is malformed as soon as it is spelled otherwise", () => {
    for (const bad of [
      "",
      "v1=00",
      `${header} `,
      header.toUpperCase(),
      "t=1,v1=",
      header.slice(0, -1),
    ])
      expect(verifyWebhook("secret", body, bad, 1000)).toBe("malformed");
  });
});

describe("the address of a list", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{1,20}$/),
        fc.integer({ min: 1, max: 99_999 }),
        (tag, page) => {
          const { searchParams } = new URL(listHref({ tag, page }), "http://localhost");
          expect(readListQuery(Object.fromEntries(searchParams))).toEqual({ tag, page });
        },
      ),
    );
    expect(listHref({ tag: undefined, page: 1 })).toBe("/");
  });

  it("counts nonsense as absent", () => {
    for (const page of ["0", "-1", "1.5", "1e3", "x", "", "999999"])
      expect(readListQuery({ page }).page).toBe(1);
    expect(readListQuery({ tag: ["a", "b"], page: [] })).toEqual({ tag: "a", page: 1 });
    expect(readListQuery({ tag: " " }).tag).toBeUndefined();
  });
});

describe("the page after signing in", () => {
  it("is a path of this site", () => {
    expect(nextPath("/posts/new?x=1#y")).toBe("/posts/new?x=1#y");
    for (const bad of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/\t/evil.example",
      "x",
      "",
      1,
      null,
    ])
      expect(nextPath(bad)).toBe("/");
  });
});

describe("the number of a row", () => {
  it("is a positive integer that the database can hold", () => {
    expect(rowId("12")).toBe(12);
    expect(rowId(7)).toBe(7);
    for (const bad of [
      "0",
      "-1",
      "1.5",
      "1e3",
      "01",
      " 1",
      "9999999999",
      0,
      1.5,
      Number.NaN,
      2 ** 31,
      {},
      ["1"],
      undefined,
    ])
      expect(rowId(bad)).toBeUndefined();
  });
});

describe("fields of forms", () => {
  it("turn tags into a list without repeats", () => {
    const post = postSchema.parse({
      title: " T ",
      body: "x".repeat(20),
      tags: "Clocks, clocks ,radios,,",
    });
    expect(post).toEqual({ title: "T", body: "x".repeat(20), tags: ["clocks", "radios"] });
    expect(postSchema.parse({ title: "T", body: "x".repeat(20), tags: "" }).tags).toEqual([]);
  });

  it("are refused with one sentence per field", () => {
    const result = postSchema.safeParse({ title: " ", body: "short", tags: "a b, c, d, e, f, g" });
    if (result.success) throw new Error("accepted");
    const state = invalid(result.error, { title: " " });
    expect(Object.keys(state.errors ?? {}).toSorted()).toEqual(["body", "tags", "title"]);
    expect(state).toMatchObject({
      status: "invalid",
      values: { title: " " },
      message: "3 fields need another look.",
    });
  });

  it("hold limits", () => {
    const person = {
      name: "N",
      email: "n@forum.example",
      password: "x".repeat(limits.passwordMinCharacters),
    };
    expect(signUpSchema.safeParse(person).success).toBe(true);
    for (const change of [
      { name: "x".repeat(61) },
      { password: "short" },
      { email: "no" },
      { password: "x".repeat(201) },
    ])
      expect(signUpSchema.safeParse({ ...person, ...change }).success).toBe(false);
    expect(signInSchema.parse({ email: " ADA@Forum.example ", password: "x" }).email).toBe(
      "ada@forum.example",
    );
  });

  it("are exact in a webhook", () => {
    expect(publishEventSchema.safeParse({ id: "e", type: "post.publish", post: 1 }).success).toBe(
      true,
    );
    for (const change of [{ post: "1" }, { post: 0 }, { id: "" }, { type: "post.delete" }])
      expect(
        publishEventSchema.safeParse({ id: "e", type: "post.publish", post: 1, ...change }).success,
      ).toBe(false);
  });
});

describe("text", () => {
  it("is split into paragraphs and lists", () => {
    expect(textBlocks("one\ntwo\r\n\r\n- a\n- b\n \n\nthree")).toEqual([
      { kind: "paragraph", text: "one\ntwo" },
      { kind: "list", items: ["a", "b"] },
      { kind: "paragraph", text: "three" },
    ]);
    expect(textBlocks(" \n\n ")).toEqual([]);
  });

  it("is cut at a word", () => {
    expect(excerptOf("one two three", 9)).toBe("one two…");
    expect(excerptOf("one, two: three", 10)).toBe("one, two…");
    expect(excerptOf("- a\n- `b`", 80)).toBe("a b");
    expect(excerptOf("x".repeat(50), 10)).toBe(`${"x".repeat(10)}…`);
  });

  it("shows dates and counts in words", () => {
    expect(showDate(new Date("2026-03-03T23:59:00Z"))).toBe("3 Mar 2026");
    expect(counted(1, "comment", "comments")).toBe("1 comment");
    expect(counted(0, "comment", "comments")).toBe("0 comments");
  });
});
