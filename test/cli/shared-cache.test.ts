import { expect, test } from "vitest";
import { useBuiltApp } from "../vite/suite-app.ts";
import { get, startWorkers, untilServing } from "./start-workers.ts";

const built = useBuiltApp({
  "app/layout.tsx": "export default ({ children }) => <html><body>{children}</body></html>;",
  "app/page.tsx": "export default () => <p>home</p>;",
  "app/pid/route.ts": "export const GET = () => new Response(String(process.pid));",
  "app/value.ts": `
    import { readFile } from "node:fs/promises";
    import { cacheTag } from "next/cache";
    export async function readValue() {
      "use cache";
      cacheTag("value");
      return { value: (await readFile("value", "utf8")).trim(), madeBy: process.pid };
    }`,
  "app/value/route.ts": `
    import { readValue } from "../value";
    export const GET = async () => Response.json({ ...(await readValue()), servedBy: process.pid });`,
  "app/change/route.ts": `
    import { writeFile } from "node:fs/promises";
    import { revalidateTag } from "next/cache";
    export async function GET(request) {
      await writeFile("value", request.nextUrl.searchParams.get("to"));
      revalidateTag("value", { expire: 0 });
      return new Response("changed");
    }`,
  value: "0",
});

interface Shown {
  readonly value: string;
  readonly madeBy: number;
  readonly servedBy: number;
}

test("what one worker made the others serve, and what one has ended none serves any more", async () => {
  const app = await startWorkers(built.root, ["--workers", "2"]);
  await untilServing(app, 2);
  let lent = 0;
  for (let round = 1; round <= 20; round += 1) {
    const { status, text } = await get(`${app.url}/change?to=${round}`);
    expect([status, text]).toEqual([200, "changed"]);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => get(`${app.url}/value?round=${round}`)),
    );
    const shown = answers.map((answer) => JSON.parse(answer.text) as Shown); // what the route answers
    expect(shown.map(({ value }) => value)).toEqual(shown.map(() => String(round)));
    lent += shown.filter(({ madeBy, servedBy }) => madeBy !== servedBy).length;
  }
  expect(lent).toBeGreaterThan(0);
}, 60_000);
