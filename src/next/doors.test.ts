import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Conditions {
  readonly types: string;
  readonly "react-server"?: string;
  readonly default?: string;
}

const root = new URL("../../", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), "utf8");
// The package's own manifest, whose shape publint checks.
const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, Conditions> };
const doors = Object.entries(exports).filter(([name]) => name.startsWith("./next/"));

const expected: Record<string, { readonly server: string[]; readonly elsewhere: string[] }> = {
  "./next/cache": {
    server: ["refresh", "revalidatePath", "revalidateTag", "updateTag"],
    elsewhere: [],
  },
  "./next/form": { server: ["default"], elsewhere: ["default"] },
  "./next/headers": { server: ["cookies", "headers"], elsewhere: [] },
  "./next/link": { server: ["default", "useLinkStatus"], elsewhere: ["default", "useLinkStatus"] },
  "./next/navigation": {
    server: signals(),
    elsewhere: signals(
      "usePathname",
      "useParams",
      "useRouter",
      "useSearchParams",
      "useSelectedLayoutSegment",
      "useSelectedLayoutSegments",
    ),
  },
  "./next/server": {
    server: ["NextRequest", "NextResponse", "after", "connection"],
    elsewhere: ["NextRequest", "NextResponse"],
  },
};

function signals(...more: string[]): string[] {
  const own = [
    "forbidden",
    "notFound",
    "permanentRedirect",
    "redirect",
    "unauthorized",
    "unstable_rethrow",
  ];
  return ["RedirectType", ...own, ...more];
}

async function namesOf(built: string | undefined): Promise<string[]> {
  const source = built?.replace("./dist/", "src/").replace(/\.js$/, ".ts") ?? "missing";
  const module = (await import(new URL(source, root).href)) as Record<string, unknown>; // any module
  expect(Object.values(module)).not.toContain(undefined);
  return Object.keys(module).sort();
}

test("every next/* export of the package is held here", () => {
  expect(doors.map(([name]) => name)).toEqual(Object.keys(expected));
});

test.each(doors)(
  "%s has its names on the server, and elsewhere those that work there",
  async (name, conditions) => {
    const { server = [], elsewhere = [] } = expected[name] ?? {};
    expect(await namesOf(conditions["react-server"] ?? conditions.default)).toEqual(
      server.toSorted(),
    );
    expect(await namesOf(conditions.default)).toEqual(elsewhere.toSorted());
  },
);

test("a module with components is one of the browser's", () => {
  for (const file of ["src/next/link.ts", "src/next/form.ts"])
    expect(read(file)).toMatch(/^"use client";/);
});

test("next-types declares each of them", () => {
  const declared = [
    ...read("src/next/next-types.d.ts").matchAll(/^declare module "(next\/[^"]+)"/gm),
  ];
  expect(declared.map(([, name]) => `./${name}`)).toEqual(Object.keys(expected));
});
