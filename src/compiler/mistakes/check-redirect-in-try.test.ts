import { expect, test } from "vitest";
import { lintModule } from "../lint-module.ts";

/** The findings of one file of the app as `redirect-in-try:line`. */
function found(code: string): string[] {
  return lintModule({ code, filename: "/app/app/actions.ts", root: "/app" }).flatMap((each) =>
    each.code === "redirect-in-try" ? [`redirect-in-try:${each.line}`] : [],
  );
}

const imports = `import { redirect, notFound, unstable_rethrow } from "next/navigation";\n`;

/** A server function of the given body, which begins on line 3. */
function fn(body: string): string {
  return `${imports}export async function go(form, id) {\n${body}\n}\n`;
}

test.each([
  ["a catch that logs", `try {\n redirect("/a");\n} catch (e) { console.error(e); }`, 4],
  ["a catch without a binding", `try {\n redirect("/a");\n} catch { return 1; }`, 4],
  [
    "a catch that wraps",
    `try {\n redirect("/a");\n} catch (e) { throw new Error("x", { cause: e }); }`,
    4,
  ],
  [
    "a catch that redirects elsewhere",
    `try {\n redirect("/a");\n} catch (e) { return fail(e); }`,
    4,
  ],
  [
    "a test that a signal passes",
    `try {\n redirect("/a");\n} catch (e) { if (e instanceof Error) return 1; throw e; }`,
    4,
  ],
  [
    "one path that does not rethrow",
    `try {\n redirect("/a");\n} catch (e) { if (id) throw e; }`,
    4,
  ],
  [
    "an inner catch that rethrows into an outer one that does not",
    `try { try {\n redirect("/a");\n} catch (e) { throw e; } } catch (e) { log(e); }`,
    4,
  ],
  ["a finally that returns", `try {\n redirect("/a");\n} finally { return 1; }`, 4],
  [
    "a callback that runs in the try",
    `try {\n await db.$transaction(async () => { redirect("/a"); });\n} catch (e) { log(e); }`,
    4,
  ],
  [
    "a function of the module that only tells",
    `try {\n redirect("/a");\n} catch (e) { leave(e); }\nfunction leave(problem) { log(problem); }`,
    4,
  ],
  ["notFound", `try {\n if (!id) notFound();\n} catch (e) { log(e); }`, 4],
  [
    "a then in a try",
    `try {\n await save().then(() => redirect("/a"));\n} catch (e) { log(e); }`,
    4,
  ],
  [
    "a promise's catch",
    `await save()\n .then(() => redirect("/a"))\n .catch((e) => { log(e); });`,
    4,
  ],
  [
    "a catch that only gives a value",
    `return save()\n .then((row) => row ?? notFound())\n .catch(() => null);`,
    4,
  ],
  [
    "the second function of then",
    `await save()\n .then(() => redirect("/a")).then(undefined, () => 1);`,
    4,
  ],
  [
    "a method as the handler",
    `await save()\n .then(() => redirect("/a")).catch(console.error);`,
    4,
  ],
  [
    "a function that does nothing",
    `await save()\n .then(() => redirect("/a")).catch(noop);\nfunction noop() {}`,
    4,
  ],
  [
    "an async function called at once",
    `await (async () => {\n redirect("/a");\n})().catch((e) => log(e));`,
    4,
  ],
  [
    "an async function of the module",
    `await\n leave().catch(() => null);\nasync function leave() { redirect("/a"); }`,
    4,
  ],
  [
    "allSettled",
    `await Promise.allSettled([\n leave(), save()]);\nasync function leave() { redirect("/a"); }`,
    4,
  ],
  [
    "a list in allSettled",
    `await Promise.allSettled(form.map(async (each) => {\n if (!each) notFound(); }));`,
    4,
  ],
])("redirect-in-try: %s is named", (_, body, line) => {
  expect(found(fn(body))).toContain(`redirect-in-try:${line}`);
});

test.each([
  ["unstable_rethrow first", `try { redirect("/a"); } catch (e) { unstable_rethrow(e); log(e); }`],
  ["a rethrow on every path", `try { redirect("/a"); } catch (e) { log(e); throw e; }`],
  [
    "a class of the app's own",
    `try { redirect("/a"); } catch (e) { if (e instanceof SaveError) return 1; throw e; }`,
  ],
  [
    "a test of the digest",
    `try { redirect("/a"); } catch (e) { if (e.digest?.startsWith("NEXT_REDIRECT")) throw e; return 1; }`,
  ],
  [
    "isRedirectError",
    `try { redirect("/a"); } catch (e) { if (isRedirectError(e)) throw e; return 1; }`,
  ],
  [
    "a code of the database",
    `try { redirect("/a"); } catch (e) { if (e.code === "P2002") return 1; throw e; }`,
  ],
  [
    "a negated class",
    `try { redirect("/a"); } catch (e) { if (!(e instanceof SaveError)) throw e; return 1; }`,
  ],
  [
    "a function of the module that throws it on",
    `try { redirect("/a"); } catch (e) { leave("/a", e); }\nfunction leave(to, problem) { if (isRedirectError(problem)) throw problem; redirect(to); }`,
  ],
  [
    "a signal that is told, and sent elsewhere",
    `try { if (!id) redirect("/a"); } catch (e) { if (isRedirectError(e)) redirect("/b"); throw e; }`,
  ],
  ["a redirect in the catch itself", `try { await save(); } catch (e) { redirect("/error"); }`],
  ["a redirect after the try", `try { await save(); } catch (e) { return 1; }\nredirect("/a");`],
  ["try without catch", `try { redirect("/a"); } finally { log(); }`],
  ["a callback that runs later", `try { onClick(() => redirect("/a")); } catch (e) { log(e); }`],
  ["a then nobody waits for", `try { save().then(() => redirect("/a")); } catch (e) { log(e); }`],
  ["a promise's catch that redirects", `await save().catch(() => redirect("/error"));`],
  ["a then after the catch", `await save().catch(() => null).then(() => redirect("/a"));`],
  ["then with both functions", `await save().then(() => redirect("/a"), () => 1);`],
  ["a finally of a promise", `await save().then(() => redirect("/a")).finally(() => log(1));`],
  [
    "a handler that throws it on",
    `await save().then(() => redirect("/a")).catch((e) => { log(e); throw e; });`,
  ],
  [
    "a handler that rethrows",
    `await save().then(() => redirect("/a")).catch((e) => { unstable_rethrow(e); return 1; });`,
  ],
  [
    "a handler that rejects",
    `await save().then(() => redirect("/a")).catch((e) => Promise.reject(e));`,
  ],
  ["a handler of another module", `await save().then(() => redirect("/a")).catch(report);`],
  [
    "a handler of the module that calls",
    `await save().then(() => redirect("/a")).catch(own);\nfunction own(e) { unstable_rethrow(e); }`,
  ],
  [
    "a function that throws before there is a promise",
    `await leave().catch(() => 1);\nfunction leave() { redirect("/a"); }`,
  ],
  [
    "reasons that are thrown on",
    `const all = await Promise.allSettled([leave()]);\nfor (const each of all) unstable_rethrow(each.reason);\nasync function leave() { redirect("/a"); }`,
  ],
  ["a fallback of a schema", `const id = schema.catch("none").parse(form); redirect("/" + id);`],
  ["another redirect", `try { response.redirect("/a"); } catch (e) { log(e); }`],
])("redirect-in-try: %s is quiet", (_, body) => {
  expect(found(fn(body))).toEqual([]);
});
