import { openVisitor, type Visitor } from "edict/testing";
import { expect, test } from "vitest";
import { clearBoard, pinNote } from "@/app/actions/board.actions";
import { login, logout } from "@/app/actions/session.actions";
import { notes } from "@/lib/board";
import { getSession } from "@/lib/session";

async function signedIn(name: string, passphrase: string): Promise<Visitor> {
  const visitor = openVisitor();
  const result = await visitor.post(login, { name, passphrase }, { state: {} });
  expect(result).toMatchObject({ outcome: "redirected", location: "/board" });
  return visitor;
}

test("whoever signs in has a sealed session, until they sign out", async () => {
  const wren = await signedIn("Wren", "letters-please");
  const sealed = wren.cookies.get("desk_session");
  expect(sealed).toMatch(/^Fe26\.2\*/);
  expect(await wren.read(getSession)).toMatchObject({ name: "Wren", role: "member" });
  expect(await wren.call(logout, [])).toMatchObject({ outcome: "redirected", location: "/" });
  expect((await wren.read(getSession)).name).toBeUndefined();
});

test("a wrong passphrase says so, keeps the name and sets no cookie", async () => {
  const fields = { name: "Wren", passphrase: "keys-please" };
  const result = await openVisitor().post(login, fields, { state: {} });
  expect(result.value).toEqual({
    message: "This name and passphrase do not fit together.",
    name: "Wren",
  });
  expect(result.cookies).toEqual([]);
});

test("only who is signed in may pin, and only a keeper may clear", async () => {
  const nobody = await openVisitor().post(pinNote, { text: "Hi" }, { state: {} });
  expect(nobody.outcome).toBe("unauthorized");
  const wren = await signedIn("Wren", "letters-please");
  const pinned = await wren.post(pinNote, { text: "Hi" }, { state: {} });
  expect(pinned).toMatchObject({
    outcome: "returned",
    value: {},
    revalidated: { refreshed: true },
  });
  expect(notes()).toMatchObject([{ by: "Wren", text: "Hi" }]);
  expect((await wren.call(clearBoard, [])).outcome).toBe("forbidden");
  expect(notes()).toHaveLength(1);
  const osprey = await signedIn("Osprey", "keys-please");
  expect((await osprey.call(clearBoard, [])).outcome).toBe("returned");
  expect(notes()).toEqual([]);
});
