import type { ServerAnswer } from "../server-answer.ts";

/** Headers of which the app's own word counts, where `proxy.ts` says it: what we send by ourselves is a default. */
const chosenByApp: ReadonlySet<string> = new Set(["content-security-policy"]);

/**
 * Adds what `proxy.ts` sends with the answer of whatever comes behind it. Cookies of both are sent, the answer's last;
 * `vary` is joined. Of other headers that both name the answer's is kept: it knows what it carries and who may keep it.
 */
export function addProxyHeaders(
  answer: ServerAnswer,
  headers: Headers,
  cookies: readonly string[],
): ServerAnswer {
  const own = new Map(answer.headers);
  const first: (readonly [string, string])[] = cookies.map((value) => ["set-cookie", value]);
  const replaced = new Set<string>();
  for (const [name, value] of headers) {
    if (name === "set-cookie") continue;
    const known = own.get(name);
    if (known === undefined || chosenByApp.has(name)) first.push([name, value]);
    else if (name === "vary") first.push([name, `${known}, ${value}`]);
    else continue;
    replaced.add(name);
  }
  return {
    ...answer,
    headers: [...first, ...answer.headers.filter(([name]) => !replaced.has(name))],
  };
}
