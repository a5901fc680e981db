import type { Node } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { parseModule, type ParsedModule } from "../parse/parse-module.ts";
import { sourceFile } from "../parse/source-file.ts";
import { isFunction } from "../parse/syntax-tree.ts";
import { buildScopes } from "../scan/build-scopes.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { calleeOf, type Callee } from "./callee-of.ts";
import { isAuthCall, isAuthWrapped } from "./is-auth-call.ts";
import { isCookieWrite } from "./is-cookie-write.ts";
import { isRedirectSignal } from "./is-redirect-signal.ts";
import { isRequestApi } from "./is-request-api.ts";
import { isRethrow } from "./is-rethrow.ts";
import { isRevalidation } from "./is-revalidation.ts";
import { isValidation } from "./is-validation.ts";
import { isWrite } from "./is-write.ts";

interface Read {
  readonly module: ParsedModule;
  readonly scopes: ScopeTree;
  readonly text: (node: Node) => string;
}

function read(code: string): Read {
  const parsed = parseModule(sourceFile({ code, filename: "/a.tsx" }));
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.error));
  const module = parsed.value;
  const text = (node: Node): string => code.slice(node.start, node.end);
  return { module, scopes: buildScopes(module), text };
}

/** What the last call of the source calls: of several that end together the outermost. */
function lastCallee(code: string): Callee {
  const { module, scopes } = read(code);
  const calls = module.nodes.filter(
    (node) =>
      node.type === "CallExpression" ||
      node.type === "NewExpression" ||
      node.type === "TaggedTemplateExpression",
  );
  const last = calls.toSorted((a, b) => a.end - b.end || b.start - a.start).at(-1);
  if (last === undefined) throw new TypeError(code);
  return calleeOf(scopes, last);
}

function summary(callee: Callee): string {
  if (callee.kind === "imported")
    return [`${callee.specifier}#${callee.name}`, ...callee.path].join(".");
  if (callee.kind === "local") return `local ${callee.name}`;
  return callee.kind === "method" ? callee.path.join(".") : "unknown";
}

describe("what a call calls", () => {
  test.each<[string, string]>([
    [`import { redirect } from "n"; redirect();`, "n#redirect"],
    [`import { redirect as go } from "n"; go();`, "n#redirect"],
    [`import { "odd name" as go } from "n"; go();`, "n#odd name"],
    [`import { redirect } from "n"; const go = redirect; const on = go; on();`, "n#redirect"],
    [`import * as n from "n"; n.redirect();`, "n#redirect"],
    [`import * as n from "n"; n();`, "n#*"],
    [`import n from "n"; n.a.b();`, "n#default.a.b"],
    [`import { a } from "n"; a?.b!["c"](); `, "n#a.b.c"],
    [`import { a } from "n"; a[x].c();`, "n#a.[].c"],
    [`import { cookies } from "n"; (await cookies()).set();`, "n#cookies.().set"],
    [`import { cookies } from "n"; const c = await cookies(); c.set();`, "n#cookies.().set"],
    [
      `import { cookies } from "n"; const { set: put } = await cookies(); put();`,
      "n#cookies.().set",
    ],
    [`import { use } from "n"; const [state, setState] = use(0); setState();`, "n#use.().1"],
    [`import { db } from "n"; db.insert(t).values(x);`, "n#db.insert.().values"],
    [`import { Client } from "n"; const c = new Client(); c.a.b();`, "n#Client.new.a.b"],
    [`import { sql } from "n"; sql\`a\`;`, "n#sql"],
    [`function f() {} f();`, "local f"],
    [`const f = async () => {}; f();`, "local f"],
    [`const g = function f() {}; g();`, "local f"],
    [`const f = (async () => {}) as any; const g = f; g();`, "local f"],
    [`(() => {})();`, "local "],
    [`function f() {} f().a();`, "f.().a"],
    [`db.post.create();`, "db.post.create"],
    [`function g(tx) { tx.post.create(); }`, "tx.post.create"],
    [`let f = () => {}; f = x; f();`, "f"],
    [`let f = () => {}; f();`, "local f"],
    [`new Map().delete(1);`, "Map.new.delete"],
    [`const m = new Map(); m.delete(1);`, "Map.new.delete"],
    [`const m = x ? 1 : 2; m.f();`, "m.f"],
    [`const m = {}; m.f();`, "m.f"],
    [`const { a = b } = c; a();`, "c.a"],
    [`const { ...a } = c; a.b();`, "a.b"],
    [`const [, [a]] = c; a();`, "c.1.0"],
    [`/a/.test(x);`, "<regexp>.test"],
    [`"a".trim();`, "<string>.trim"],
    [`["a"].includes(x);`, "<array>.includes"],
    [`class K { m() { this.a(); } }`, "this.a"],
    [`class K { m() { super.a(); } }`, "unknown"],
    [`(a || b)();`, "unknown"],
    [`const a = b, b = a; a();`, "b"],
    [`function f() { const redirect = x; redirect(); } import { redirect } from "n";`, "x"],
    [`import type { a } from "n"; a();`, "n#a"],
  ])("%s", (code, expected) => {
    expect(summary(lastCallee(code))).toBe(expected);
  });

  test("a chain of thousands of links is walked", () => {
    const code = `a${".b()".repeat(480)};`;
    const callee = lastCallee(code);
    expect(callee.written.length).toBe(960);
  });
});

const navigation = `import { redirect, notFound as nf, unstable_rethrow, useRouter } from "next/navigation";`;
const edict = `import * as edict from "edict"; import { forbidden } from "edict";`;
const headers = `import { cookies, headers, draftMode } from "next/headers";`;
const cache = `import { revalidatePath, revalidateTag, updateTag, refresh, unstable_cache } from "next/cache";`;

describe("classes of calls", () => {
  test.each<[(callee: Callee) => boolean, string, boolean]>([
    [isRedirectSignal, `${navigation} redirect("/");`, true],
    [isRedirectSignal, `${navigation} nf();`, true],
    [isRedirectSignal, `${edict} forbidden();`, true],
    [isRedirectSignal, `${edict} edict.unauthorized();`, true],
    [isRedirectSignal, `${navigation} useRouter();`, false],
    [isRedirectSignal, `${navigation} unstable_rethrow(e);`, false],
    [
      isRedirectSignal,
      `import { NextResponse } from "next/server"; NextResponse.redirect("/");`,
      false,
    ],
    [isRedirectSignal, `import { redirect } from "./mine"; redirect("/");`, false],
    [isRequestApi, `${headers} cookies();`, true],
    [isRequestApi, `${headers} headers();`, true],
    [isRequestApi, `${edict} edict.draftMode();`, true],
    [isRequestApi, `${headers} cookies().get("a");`, false],
    [isRevalidation, `${cache} revalidatePath("/");`, true],
    [isRevalidation, `${cache} revalidateTag("a", "max");`, true],
    [isRevalidation, `${cache} updateTag("a");`, true],
    [isRevalidation, `${cache} refresh();`, true],
    [isRevalidation, `${edict} edict.refresh();`, true],
    [isRevalidation, `import { revalidatePosts } from "@/lib/cache"; revalidatePosts();`, true],
    [isRevalidation, `${cache} unstable_cache(f);`, false],
    [isRevalidation, `import { refresh } from "./mine"; refresh();`, false],
    [isCookieWrite, `${headers} (await cookies()).set("a", "b");`, true],
    [isCookieWrite, `${headers} const jar = await cookies(); jar.delete("a");`, true],
    [isCookieWrite, `${headers} cookies().set("a", "b").set("c", "d");`, true],
    [isCookieWrite, `${headers} (await cookies()).get("a");`, false],
    [isCookieWrite, `import { signIn } from "@/auth"; signIn("x");`, true],
    [isCookieWrite, `import { createSession } from "@/lib/session"; createSession(id);`, true],
    [
      isCookieWrite,
      `import { getIronSession } from "iron-session"; const s = await getIronSession(c); s.save();`,
      true,
    ],
    [isCookieWrite, `import { getSession } from "@/lib/session"; getSession();`, false],
    [isCookieWrite, `new Map().set(1, 2);`, false],
  ])("%o: %s", (predicate, code, expected) => {
    expect(predicate(lastCallee(code))).toBe(expected);
  });
});

/** What of `code` satisfies `predicate`, as text. */
function found(code: string, predicate: (read: Read, node: Node) => boolean): string[] {
  const all = read(code);
  return all.module.nodes.filter((node) => predicate(all, node)).map(all.text);
}

describe("writes", () => {
  const writesOf = (code: string): string[] =>
    found(code, ({ module, scopes }, node) => isWrite(module, scopes, node));

  test.each([
    `db.post.create({ data })`,
    `prisma.post.updateMany({})`,
    `prisma[model].create(x)`,
    `db.insert(posts).values(x).returning()`,
    `db.update(posts).set(x).where(y)`,
    `db.insertInto("a").values(x).executeTakeFirst()`,
    `db.post.create(x).catch(() => null)`,
    `supabase.from("a").delete().eq("id", id)`,
    `Post.findByIdAndDelete(id)`,
    `doc.save()`,
    `this.posts.save(post)`,
    `repository.remove(post)`,
    `users.destroy({ where: { id } })`,
    "sql`insert into a values (${b})`",
    "sql`\n  -- why\n  UPDATE ${table} SET a = 1`",
    "sql`with x as (select 1) insert into a select * from x`",
    "db.execute(sql`delete from a`)",
    `fetch("/a", { method: "DELETE" })`,
    "prisma.$executeRaw`anything`",
    "prisma.$queryRaw`insert into a values (1) returning id`",
    `pool.query("INSERT INTO a VALUES ($1)", [b])`,
    `pool.query("update a " + "set b = 1")`,
    `db.prepare("delete from a").run(id)`,
    `client.db().collection("a").insertOne(x)`,
  ])("%s", (code) => {
    expect(writesOf(`async function f() { await ${code}; }`)).toEqual([code]);
  });

  test.each([
    `new Map().delete(1);`,
    `const m = new Map(); m.delete(1);`,
    `const seen = new Set(old); seen.delete(1);`,
    `Object.create(null);`,
    `formData.delete("a");`,
    `function f(data: FormData) { data.delete("a"); }`,
    `function f(picked: Set<string>) { picked.delete("a"); }`,
    `const url = new URL(x); url.searchParams.delete("a");`,
    `import { createHash } from "node:crypto"; createHash("sha1").update(x).digest("hex");`,
    `import crypto from "crypto"; crypto.createHmac("sha1", k).update(x).digest();`,
    `hash.update(x);`,
    `${headers} (await cookies()).delete("a");`,
    `${headers} const jar = await cookies(); jar.delete("a");`,
    `localStorage.removeItem("a");`,
    `stripe.customers.create(x);`,
    `import Stripe from "stripe"; const pay = new Stripe(k); pay.checkout.sessions.create(x);`,
    `cache.delete("a"); userCache.delete("a"); redis.del("a"); redis.delete("a");`,
    `axios.delete("/a"); api.delete("/posts/1"); client.delete(\`/posts/\${id}\`);`,
    `fetch("/a"); fetch("/a", { method: "POST", body: JSON.stringify({ query: "{ a }" }) });`,
    `element.remove(); ref.current.remove(); list.remove();`,
    "sql`select * from a`; gql`mutation { delete }`; pool.query('select 1'); html`Delete from here`;",
    `db.post.findMany(); db.post.count();`,
    `import { useState } from "react"; const [a, setA] = useState(new Set()); setA(b);`,
    `const post = await db.find(1); post.title.trim(); update(post); create();`,
    `const text = "a" + text; pool.query(text);`,
  ])("not: %s", (code) => {
    expect(writesOf(code)).toEqual([]);
  });
});

describe("authentication", () => {
  const checksOf = (code: string): string[] =>
    found(code, ({ scopes }, node) => isAuthCall(scopes, node));

  test.each<[string, string[]]>([
    [`import { auth } from "@/auth"; auth();`, ["auth()"]],
    [`import getAuth from "x"; getAuth();`, ["getAuth()"]],
    [`import { auth as who } from "@/auth"; who();`, ["who()"]],
    [`getServerSession(options);`, ["getServerSession(options)"]],
    [`supabase.auth.getUser();`, ["supabase.auth.getUser()"]],
    [`auth.api.getSession(x);`, ["auth.api.getSession(x)"]],
    [`auth.protect();`, ["auth.protect()"]],
    [`function requireUser() {} requireUser();`, ["requireUser()"]],
    [
      `ensureLoggedIn(); assertAuthenticated(); checkPermission("a"); requireAdmin(); hasRole("a");`,
      [
        "ensureLoggedIn()",
        "assertAuthenticated()",
        `checkPermission("a")`,
        "requireAdmin()",
        `hasRole("a")`,
      ],
    ],
    [`ability.can("read", post);`, [`ability.can("read", post)`]],
    [`import { jwtVerify } from "jose"; jwtVerify(t, k);`, ["jwtVerify(t, k)"]],
    [`jwt.verify(t, k);`, ["jwt.verify(t, k)"]],
    [`${headers} (await cookies()).get("session");`, [`(await cookies()).get("session")`]],
    [
      `${headers} const c = await cookies(); c.get(SESSION_COOKIE)?.value;`,
      ["c.get(SESSION_COOKIE)"],
    ],
    [`if (session.user) a;`, ["session.user"]],
    [`ctx.user;`, ["ctx.user"]],
    [`${headers} (await cookies()).get("theme");`, []],
    [`getUserById(1); getUsers(); checkStock(); verifyPassword(a); ensureTable(); user.name;`, []],
    [`session.theme; db.session.create(x); db.user.findMany();`, []],
  ])("%s", (code, expected) => {
    expect(checksOf(code)).toEqual(expected);
  });

  test.each<[string, boolean]>([
    [`export const a = authed(async () => {});`, true],
    [`export const a = withAuth(async () => {});`, true],
    [`export const a = withAuth(log(async () => {}));`, true],
    [`export const a = protectedAction.input(s).handler(async () => {});`, true],
    [`export const a = authActionClient.schema(s).action(async () => {});`, true],
    [`export const a = action.use(requireUser).handler(async () => {});`, true],
    [`export const a = action.use(requireRole("a")).handler((async () => {}) as Handler);`, true],
    [`import { guard as g } from "x"; export const a = g(async () => {});`, false],
    [`export const a = log(async () => {});`, false],
    [`export const a = action.input(s).handler(async () => {});`, false],
    [`withAuth(() => { const inner = async () => {}; });`, false],
  ])("%s is wrapped: %s", (code, expected) => {
    const { module, scopes } = read(code);
    const fn = module.nodes.filter(isFunction).at(-1);
    expect(fn !== undefined && isAuthWrapped(module, scopes, fn)).toBe(expected);
  });
});

describe("validation", () => {
  test.each([
    `schema.parse(x)`,
    `z.object({}).safeParse(x)`,
    `schema.parseAsync(x)`,
    `schema.validate(x)`,
    `typeof x`,
    `x instanceof File`,
    `key in table`,
    `title.length < 3`,
    `0 === files?.length`,
    `Number.isInteger(x)`,
    `isNaN(x)`,
    `Array.isArray(x)`,
    `/a/.test(x)`,
    `emailPattern.test(x)`,
    `x.match(/a/)`,
    `["a", "b"].includes(x)`,
    `allowed.has(x)`,
    `validatePost(x)`,
    `isEmail(x)`,
    `assertPost(x)`,
    `Object.hasOwn(table, x)`,
  ])("%s", (code) => {
    expect(found(`if (${code}) a;`, ({ scopes }, node) => isValidation(scopes, node))).toEqual([
      code,
    ]);
  });

  test.each([
    `import { parse } from "valibot"; parse(Schema, x);`,
    `import * as v from "valibot"; v.safeParse(Schema, x);`,
    `import { assert } from "superstruct"; assert(x, Schema);`,
    `function parseForm(x) {} parseForm(x);`,
  ])("checks: %s", (code) => {
    expect(found(code, ({ scopes }, node) => isValidation(scopes, node)).length).toBe(1);
  });

  test.each([
    `JSON.parse(x);`,
    `Date.parse(x); parseInt(x); parseFloat(x); Number(x);`,
    `console.assert(x);`,
    `new TextDecoder().decode(x);`,
    `import path from "node:path"; path.parse(x);`,
    `formData.has("a"); cookieStore.has("a");`,
    `a < b; a === "b"; items.length;`,
    `requireUser(x); isAdmin(x); checkPermission(x);`,
  ])("does not: %s", (code) => {
    expect(found(code, ({ scopes }, node) => isValidation(scopes, node))).toEqual([]);
  });
});

describe("rethrowing", () => {
  test.each<[string, boolean]>([
    [`unstable_rethrow(e);`, true],
    [`throw e;`, true],
    [`const error = e as Error; throw error;`, true],
    [`if (isRedirectError(e)) throw e;`, true],
    [`if (e.digest?.startsWith("NEXT_REDIRECT")) { throw e; }`, true],
    [`if (e instanceof Error && e.message === "NEXT_REDIRECT") throw e;`, true],
    [`if (e instanceof AuthError) { return 1; } throw e;`, true],
    [`if (e instanceof AuthError) { return 1; } else { throw e; }`, true],
    [`if (!(e instanceof AuthError)) throw e;`, true],
    [`if (e.code !== "P2002") throw e;`, true],
    [`switch (x) { case 1: return; default: throw e; }`, true],
    [`rethrowSignals(e);`, true],
    [`if (e instanceof DatabaseError) throw e;`, false],
    [`if (e.code === "P2002") throw e;`, false],
    [`switch (e.code) { case 1: throw e; }`, false],
    [`throw new Error("no");`, false],
    [`throw other;`, false],
    [`console.error(e);`, false],
    [`rethrow();`, false],
  ])("%s %s", (handler, expected) => {
    const code = `${navigation} async function f() { try { a(); } catch (e) { ${handler} } }`;
    const nodes = found(code, ({ module, scopes }, node) => isRethrow(module, scopes, node));
    expect(nodes.length > 0).toBe(expected);
  });
});
