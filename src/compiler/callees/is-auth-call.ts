import type { Node } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { isFunction, withoutTypes, type FunctionNode } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { calleeOf, originOf, type Callee } from "./callee-of.ts";
import { knownText } from "./sql-text.ts";

/** Functions and methods that say who calls, or refuse who may not. */
const exact = new Set([
  ..."auth getSession getServerSession getAuth getUser getAuthUser getCurrentUser".split(" "),
  ..."getSessionUser getCurrentSession getLoggedInUser getAuthenticatedUser getViewer".split(" "),
  ..."currentUser currentSession useSession getIronSession getToken getClaims".split(" "),
  ..."verifySession verifyToken verifyAuth verifyIdToken verifySessionCookie jwtVerify".split(" "),
  ..."validateRequest validateSession validateSessionToken validateAuth validateToken".split(" "),
  ..."protect authorize authenticate authenticated can isAuthenticated isAuthorized".split(" "),
  ..."isLoggedIn isSignedIn isAdmin isOwner authGuard guardAuth getKindeServerSession".split(" "),
  ..."withApiAuthRequired decryptSession signedIn loggedIn readSession loadSession".split(" "),
]);

/** `requireAdmin`, `ensureLoggedIn`, `assertAuthenticated`, `checkPermission`, `hasRole` … */
const guardName =
  /^(?:require|ensure|assert|check|verify|enforce|guard|has|demand|must(?:Be|Have)?)\w*(?:User|Auth\w*|Session|Admin|Roles?|Permissions?|Access|Owner\w*|Log(?:ged)?In|Sign(?:ed)?In|Login|Member\w*|Identity|Viewer|Scope|Policy)$/;

/** Who calls, by the names that apps give it: `getServerAuthSession`, `getUserId`, `getCurrentWorkspace`, `currentProfile`, `getSelf`. */
const callerName =
  /^(?:(?:get|fetch|load|read|resolve|retrieve|use)(?:Server|Auth|User|Current|App|Safe|Cached|Valid|Active|Admin|Login|LoggedIn|SignedIn|Authenticated|Supabase|My|Own)+(?:Auth|Session|User|Account|Profile|Member(?:ship)?|Actor|Viewer|Identity|Claims)?(?:Id|Data)?(?:OrThrow|OrRedirect|OrNull|OrFail|From(?:Session|Cookies?|Request|Token|Headers))?|(?:(?:get|fetch|load|require)?(?:Current|My)|current)(?:User|Account|Member(?:ship)?|Profile|Workspace|Tenant|Org\w*|Team|Shop|Store|Restaurant|Company|Customer|Actor|Viewer|Student|Teacher|Employee|Staff|Player|Owner|Household|Business|School)(?:Id|OrThrow|OrRedirect)?|(?:get)?Self|getMe|getUserAndOrg\w*|getSession(?:User|Data|OrThrow|OrRedirect|From\w+)\w*)$/;
/** Such words that name no caller. */
const notTheCaller =
  /^(?:get|fetch|load|read|resolve|retrieve|use)(?:Server|App|Cached|Safe|Valid|Active|Current|My|Own)+(?:Id|Data)?$/;

/** The same where an app is written in Spanish, Portuguese or French: `exigirUsuario`, `obtenerSesion`. */
const otherGuardName =
  /^(?:exigir|exiger|requerir|obtener|obter|obtenir|verificar|verifier|validar|comprobar|asegurar|garantir)\w*(?:Usu[aá]rio|Utilisateur|Sesi[oó]n|Sess[aã]o|Admin\w*|Auten\w+|Permis\w*|Permiss[aã]o|Rol|Papel|Acceso|Acesso|Login)\w*$/;

/** Wrappers and clients that run a check before the function they are given: `withAuth`, `authed`, `authActionClient`. */
const wrapperName =
  /^(?:(?:with|use)(?:Auth\w*|User|Session|Permissions?|Roles?|Admin|Login)|(?:auth|authed|authenticated|authorized|protected|secure|secured|private|admin|user|member|signedIn|loggedIn|guarded)(?:Action|Client|Procedure|Server|Safe|Fn|Mutation|Handler|Route)\w*|authed|authenticated|authorized|protected(?:Action)?|(?:with|[a-z]\w*With)(?:User|Auth\w*|Session|Admin|Viewer|Member|Team|Workspace|Tenant|Org\w*))$/;

/** A guest is known by the cookie of their cart. */
const sessionCookie = /session|token|auth|jwt|\bsid\b|cart|basket|guest|visitor/i;

/** Tells whether `node`, a call or a member read, asks who is calling: a call of the table, `session.user`, or a session's cookie. */
export function isAuthCall(scopes: ScopeTree, node: Node): boolean {
  if (node.type === "MemberExpression") return isSessionRead(scopes, node);
  if (node.type !== "CallExpression") return false;
  const callee = calleeOf(scopes, node);
  const name = lastName(callee);
  if (name === undefined) return false;
  if (isNameOfGuard(name)) return true;
  if (callee.kind !== "imported") return isTokenCheck(callee.written);
  if (callee.specifier === "jsonwebtoken" || callee.specifier === "jose")
    return /^(?:verify|jwtVerify|jwtDecrypt)$/.test(name);
  return callee.name === "cookies" && name === "get" && namesSession(scopes, node.arguments[0]);
}

/** Tells whether `fn` is handed to a wrapper that checks who calls before it runs `fn`. */
export function isAuthWrapped(module: ParsedModule, scopes: ScopeTree, fn: FunctionNode): boolean {
  let inner: Node = fn;
  for (let at = module.parents.get(fn); at !== undefined; at = module.parents.get(at)) {
    if (isFunction(at)) return false;
    if (at.type === "CallExpression" && at.arguments.some((each) => withoutTypes(each) === inner)) {
      if (isWrapper(scopes, at)) return true;
      inner = at;
    } else if (withoutTypes(at) !== inner) return false;
  }
  return false;
}

/** `requireTeacher()`: whoever is required is asked for. What is no person is left out. */
const requiredPerson =
  /^(?:require|ensure|assert)(?!Env|Table|Index|Schema|Database|Connection|Dir|Folder|Loaded|Ready|Initial|Array|Object|Type|Field|Param|Value|String|Number|Key|Config|Module|Resolve|Defined|NonNull|Unique|Valid|Exists|Never)[A-Z]\w+$/;

function isNameOfGuard(name: string): boolean {
  return (
    exact.has(name) ||
    guardName.test(name) ||
    requiredPerson.test(name) ||
    (callerName.test(name) && !notTheCaller.test(name)) ||
    otherGuardName.test(name)
  );
}

/** The name that is called: of a variable or a property. */
function lastName(callee: Callee): string | undefined {
  if (callee.kind === "imported") {
    const name = callee.path.at(-1) ?? callee.name;
    return name === "default" ? callee.written.at(-1) : name;
  }
  return callee.kind === "local" ? callee.name : callee.written.at(-1);
}

function isTokenCheck(written: readonly string[]): boolean {
  return written.at(-1) === "verify" && /^(?:jwt|token|jose)$/i.test(written.at(-2) ?? "");
}

function namesSession(scopes: ScopeTree, argument: Node | undefined): boolean {
  const name = knownText(scopes, argument);
  if (name !== undefined) return sessionCookie.test(name);
  // `SESSION_COOKIE`, imported from where it is configured.
  return argument?.type === "Identifier" && sessionCookie.test(argument.name);
}

const sessionNames = /^(?:session|currentSession|authSession|serverSession|\w+Session)$/;

/** Most members are none of these: they need no closer look. */
const sessionMembers = /^(?:user\w*|userId|sub|claims|email|session|auth)$/;

function isSessionRead(
  scopes: ScopeTree,
  node: Node & { readonly type: "MemberExpression" },
): boolean {
  if (node.property.type !== "Identifier" || !sessionMembers.test(node.property.name)) return false;
  const { written } = originOf(scopes, node);
  const property = written.at(-1);
  const owner = written.at(-2);
  if (owner === undefined || property === undefined) return false;
  if (sessionNames.test(owner)) return /^(?:user\w*|userId|sub|claims|email)$/.test(property);
  return (
    (owner === "ctx" || owner === "context" || owner === "locals") &&
    /^(?:user|session|auth)$/.test(property)
  );
}

/** The call itself, any call of its chain, or what a chain's `.use()` is given says that it checks. */
function isWrapper(scopes: ScopeTree, call: Node & { readonly type: "CallExpression" }): boolean {
  const callee = calleeOf(scopes, call);
  const names = [...callee.written, ...("path" in callee ? callee.path : [])];
  if (callee.kind === "imported") names.push(callee.name);
  if (callee.kind === "local") names.push(callee.name);
  if (names.some((name) => wrapperName.test(name) || isNameOfGuard(name))) return true;
  return usedGuards(call).some((guard) => {
    const used = originOf(scopes, guard);
    const name = lastName(used) === "()" ? used.written.at(-2) : lastName(used);
    return name !== undefined && (isNameOfGuard(name) || wrapperName.test(name));
  });
}

function usedGuards(call: Node): Node[] {
  const found: Node[] = [];
  let at: Node = call;
  for (;;) {
    at = withoutTypes(at);
    if (at.type === "MemberExpression") at = at.object;
    else if (at.type === "CallExpression") {
      const { callee } = at;
      const isUse =
        callee.type === "MemberExpression" &&
        callee.property.type === "Identifier" &&
        /^(?:use|with|guard|middleware)$/.test(callee.property.name);
      if (isUse) found.push(...at.arguments);
      at = callee;
    } else return found;
  }
}
