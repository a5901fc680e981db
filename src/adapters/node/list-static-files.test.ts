import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listStaticFiles } from "./list-static-files.ts";

test("lists plain files under their canonical paths, and nothing that is hidden, linked or a source map", async () => {
  const folder = await mkdtemp(join(tmpdir(), "edict-public-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "img"));
  await mkdir(join(folder, ".well-known"));
  await mkdir(join(folder, ".secrets"));
  for (const name of [
    "img/größe 1.png",
    "app.js",
    "app.js.map",
    ".env",
    ".secrets/keys",
    ".well-known/x.txt",
  ])
    await writeFile(join(folder, name), name);
  await symlink("/etc/hostname", join(folder, "linked.txt"));
  const files = await listStaticFiles({ folder, prefix: "/public", immutable: true });
  expect([...files.keys()].toSorted()).toEqual([
    "/public/.well-known/x.txt",
    "/public/app.js",
    "/public/img/gr%C3%B6%C3%9Fe%201.png",
  ]);
  expect(files.get("/public/app.js")).toMatchObject({
    file: join(folder, "app.js"),
    type: "text/javascript; charset=utf-8",
    immutable: true,
    etag: expect.stringMatching(/^"[\w-]{22}"$/),
  });
});

test("finds nothing in a folder that does not exist", async () => {
  expect(await listStaticFiles({ folder: "/nonexistent/edict" })).toEqual(new Map());
});
