import type { Node } from "oxc-parser";
import type { Callee } from "./callee-of.ts";

/** What the language and its hosts declare: `Map`, `localStorage`, `crypto` … A global `db` is an app's own. */
const builtIns = new Set([
  ..."AbortController AbortSignal Array ArrayBuffer Boolean Buffer Date Error FormData Headers".split(
    " ",
  ),
  ..."Intl JSON Map Math Number Object Promise Proxy Reflect RegExp Request Response Set String".split(
    " ",
  ),
  ..."Symbol TextDecoder TextEncoder URL URLSearchParams WeakMap WeakRef WeakSet WebSocket".split(
    " ",
  ),
  ..."caches console crypto document fetch globalThis history indexedDB localStorage location".split(
    " ",
  ),
  ..."navigator process sessionStorage structuredClone window".split(" "),
]);

/** Types of parameters that hold values and no records. */
const valueTypes = new Set([
  ..."Map Set WeakMap WeakSet ReadonlyMap ReadonlySet FormData Headers URLSearchParams URL".split(
    " ",
  ),
  ..."Hash Hmac Cipher Storage Element HTMLElement Cache Request Response NextRequest".split(" "),
]);

/** Packages whose objects keep nothing that a page shows: the language's, the framework's, and services elsewhere. */
const otherPackages =
  /^(?:node:|(?:crypto|fs|path|stream|buffer|url|querystring|react|react-dom|next|edict|zod|valibot|axios|ky|got|undici|stripe|openai|resend|twilio|nodemailer|ioredis|redis|lru-cache|bcryptjs?|bcrypt|argon2|jose|jsonwebtoken|zustand|jotai|sonner|cookie|cookies-next|iron-session|lodash|date-fns|pino|winston)(?:\/|$)|@(?:upstash|vercel|sendgrid|slack|octokit|aws-sdk|google-cloud\/(?!firestore|datastore)\w+|anthropic-ai|react-email|noble|clerk|sentry|tanstack)\/)/;

/** Receivers that by their name are values in memory, caches, requests or services elsewhere. */
const valueNames =
  /^(?:map|set|cache|memo|seen|visited|selected|hash|hmac|cipher|decipher|digest|signer|verifier|redis|kv|lru|memcached|headers|cookies?|cookie(?:Store|Jar|s)|formData|fd|params|searchParams|query|url|localStorage|sessionStorage|storage|session|registry|listeners|subscribers|pending|classList|element|el|node|ref|current|canvas|ctx|context|router|toast|queue|stream|socket|server|worker|req|res|request|response|stripe|resend|openai|anthropic|twilio|octokit|slack|axios|ky|http|fetcher|z|i18n|emitter|controller|buffer|observer|chart|editor|form|\w*(?:Map|Set|Cache|Params|Headers|Cookies|Storage|Ref|Element|Stream|Socket|Hash))$/;

/** Tells whether the object that `callee` is a method of is something in memory, a cache, a part of the request or a service elsewhere: nothing that holds an app's records. */
export function isInMemory(callee: Callee): boolean {
  if (callee.kind === "unknown") return false;
  const receiver = callee.written.at(-2);
  if (receiver !== undefined && valueNames.test(receiver)) return true;
  const root = callee.written[0];
  if (root !== undefined && services.has(root)) return true;
  if (callee.kind === "imported") return otherPackages.test(callee.specifier);
  if (callee.kind === "local") return false;
  const [first] = callee.path;
  if (first?.startsWith("<") === true) return true;
  if (callee.isGlobal) return first !== undefined && builtIns.has(first);
  return hasValueType(callee.root?.declarations[0], callee.path.length);
}

/** A service's parts are its own too: `stripe.customers.create`. */
const services = new Set(
  "stripe resend openai anthropic twilio octokit slack axios ky redis kv".split(" "),
);

/** A parameter's own methods: `(selected: Set<string>) => selected.delete(id)`. */
function hasValueType(declaration: Node | undefined, pathLength: number): boolean {
  if (declaration === undefined || pathLength !== 2) return false;
  const target = declaration.type === "VariableDeclarator" ? declaration.id : declaration;
  const annotation = "typeAnnotation" in target ? target.typeAnnotation : undefined;
  const type = annotation?.type === "TSTypeAnnotation" ? annotation.typeAnnotation : undefined;
  return (
    type?.type === "TSTypeReference" &&
    type.typeName.type === "Identifier" &&
    valueTypes.has(type.typeName.name)
  );
}
