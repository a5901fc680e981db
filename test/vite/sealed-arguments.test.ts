import { expect, test } from "vitest";
import { startBuiltApp, submitForm } from "./small-app.ts";
import { useBuiltApp } from "./suite-app.ts";

const files = {
  "app/layout.tsx":
    "export default ({ children }) => <html><head /><body>{children}</body></html>;",
  "app/actions.ts": `"use server";
    import { configure, redirect } from "edict";
    export const remove = configure({ sealed: 1 }, async (id: string, form: FormData) => {
      redirect("/removed/" + id + "/" + String(form.get("why")));
    });`,
  "app/page.tsx": `
    import { connection, seal } from "edict";
    import { remove } from "./actions";
    export default async function Page() {
      await connection();
      return <form action={remove.bind(null, seal(["ca", "nary"].join("")))}>
        <input name="why" value="old" readOnly />
      </form>;
    }`,
};

const built = useBuiltApp(files);

test("a built page hides a sealed argument, its form brings the value, and a plain one is refused", async () => {
  const app = await startBuiltApp(built.root);
  try {
    const page = await fetch(app.url, { headers: { accept: "text/html" } });
    const html = await page.text();
    expect(html).toContain("edict-sealed");
    expect(html).not.toContain("canary");
    const posted = await submitForm(app.url);
    expect([posted.status, posted.headers.get("location")]).toEqual([303, "/removed/canary/old"]);
    const sealed = /\{&quot;edict-sealed&quot;:&quot;[^&]+&quot;\}/;
    expect(html).toMatch(sealed);
    const forged = await submitForm(app.url, (form) => form.replace(sealed, "&quot;other&quot;"));
    expect([forged.status, forged.headers.get("edict-error")]).toEqual([400, "MALFORMED"]);
    expect(app.output()).toContain("configure({ sealed: 1 }");
  } finally {
    await app.stop();
  }
});
