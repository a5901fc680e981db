import type { Callee } from "./callee-of.ts";

const cookieModules = new Set(["next/headers", "edict"]);
/** Calls of other libraries that are there to write the session's cookie. */
const sessionModules: Readonly<Record<string, readonly string[]>> = {
  "iron-session": ["save", "destroy"],
};
/** Functions whose name says so, wherever they are imported from. */
const sessionWriters =
  /^(?:signIn|signOut|logIn|logOut|login|logout|(?:create|set|start|delete|destroy|clear|update)\w*(?:Session|Cookie)s?)$/;

/** Tells whether this call writes a cookie: `(await cookies()).set` and `.delete`, also through a variable, and what by its name signs in or out. */
export function isCookieWrite(callee: Callee): boolean {
  if (callee.kind !== "imported") return false;
  const { specifier, name, path } = callee;
  const method = path.at(-1);
  if (cookieModules.has(specifier))
    return name === "cookies" && path[0] === "()" && (method === "set" || method === "delete");
  if (method !== undefined && sessionModules[specifier]?.includes(method) === true) return true;
  return isSessionMethod(callee) || sessionWriters.test(method ?? name);
}

/** `(await draftSession()).save()`: the object is the session, whoever keeps it. */
function isSessionMethod({
  specifier,
  name,
  path,
}: Extract<Callee, { kind: "imported" }>): boolean {
  const [made, method = ""] = path;
  if (made !== "()" || path.length !== 2 || !/^(?:save|destroy|commit)$/.test(method)) return false;
  return /session/i.test(name) || /(?:^|[/-])session$/i.test(specifier);
}
