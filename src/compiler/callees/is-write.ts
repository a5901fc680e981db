import type { CallExpression, Node, TaggedTemplateExpression } from "oxc-parser";
import type { ParsedModule } from "../parse/parse-module.ts";
import { withoutTypes } from "../parse/syntax-tree.ts";
import type { ScopeTree } from "../scan/scope.ts";
import { calleeOf, originOf, type Callee } from "./callee-of.ts";
import { isInMemory } from "./is-in-memory.ts";
import { isSqlWrite, knownText } from "./sql-text.ts";

/** Names that only data stores use (Prisma, Mongo, Mongoose, Sequelize, Kysely …). */
const writeNames = new Set([
  ..."createMany createManyAndReturn updateMany updateManyAndReturn deleteMany upsert".split(" "),
  ..."insertOne insertMany updateOne deleteOne replaceOne bulkWrite bulkCreate".split(" "),
  ..."findOneAndUpdate findOneAndDelete findOneAndReplace findOneAndRemove".split(" "),
  ..."findByIdAndUpdate findByIdAndDelete findByIdAndRemove findOrCreate".split(" "),
  ..."insertInto updateTable deleteFrom mergeInto replaceInto".split(" "),
  ..."$executeRaw $executeRawUnsafe".split(" "),
]);

/** Names that many other objects have too: the receiver decides. */
const sharedNames = new Set(["create", "update", "delete", "insert", "save", "destroy", "remove"]);

/** Functions that write by themselves, by package. */
const writeFunctions: Readonly<Record<string, readonly string[]>> = {
  "firebase/firestore": ["addDoc", "setDoc", "updateDoc", "deleteDoc"],
  "firebase/database": ["set", "push", "update", "remove"],
};

/** Methods that are handed SQL. */
const sqlNames = new Set([
  ..."query execute run exec raw unsafe batch all get values any none one".split(" "),
  ..."prepare $queryRaw $queryRawUnsafe $executeRaw $executeRawUnsafe".split(" "),
]);

/**
 * Tells whether this call changes stored records. Of a chain only its last call counts
 * (`db.insert(posts).values(…).returning()` is one write, done when the chain is), of SQL that is
 * handed to a method only that method. Nothing in memory, no cache, no cookie and no service
 * elsewhere counts.
 *
 * | counts | does not |
 * | --- | --- |
 * | `db.post.create`, `tx.user.update`, `doc.save()`, `supabase.from("a").insert` | `new Map().delete`, `Object.create`, `formData.delete`, `url.searchParams.delete` |
 * | `db.insert(t).values`, `insertInto("a").…executeTakeFirst` | `createHash("sha1").update`, `hash.update`, `session.save`, `cookies().delete` |
 * | `` sql`insert into …` ``, `pool.query("update … set …")` | `` sql`select …` ``, `` gql`mutation …` `` |
 * | `collection.insertOne`, `addDoc` of Firestore | `redis.del`, `cache.delete`, `localStorage.removeItem` |
 * | `fetch(url, { method: "PATCH" })` | `stripe.customers.create`, `axios.delete("/a")`, `api.delete("/a")`, `fetch(url)` |
 */
export function isWrite(module: ParsedModule, scopes: ScopeTree, node: Node): boolean {
  if (node.type === "TaggedTemplateExpression")
    return isSqlTemplate(scopes, node) && !isHandedOn(module, node) && !isInnerLink(module, node);
  if (node.type !== "CallExpression" || isInnerLink(module, node)) return false;
  const callee = calleeOf(scopes, node);
  if (isFetchWrite(scopes, node, callee)) return true;
  if (callee.kind === "imported" && callee.path.length === 0)
    return (
      writeFunctions[callee.specifier]?.includes(callee.name) === true ||
      (sqlNames.has(callee.name) && isSqlWrite(knownText(scopes, node.arguments[0]) ?? ""))
    );
  return linksOf(node).some((link) => isWriteLink(scopes, link));
}

/** `fetch(url, { method: "PATCH" })`; a POST of a GraphQL query reads. */
function isFetchWrite(
  scopes: ScopeTree,
  { arguments: [, options] }: CallExpression,
  callee: Callee,
): boolean {
  if (callee.kind !== "method" || !callee.isGlobal || callee.written.join(".") !== "fetch")
    return false;
  if (options?.type !== "ObjectExpression") return false;
  const values = new Map<string, Node>();
  for (const property of options.properties)
    if (property.type === "Property" && property.key.type === "Identifier")
      values.set(property.key.name, property.value);
  const method = knownText(scopes, values.get("method"));
  if (method === undefined || !/^(?:put|patch|delete|post)$/i.test(method)) return false;
  return !/\bquery\b/.test(bodyWords(values.get("body")));
}

/** The names of the object that is sent as JSON. */
function bodyWords(body: Node | undefined): string {
  const sent = body?.type === "CallExpression" ? body.arguments[0] : undefined;
  if (sent?.type !== "ObjectExpression") return "";
  return sent.properties
    .map((each) =>
      each.type === "Property" && each.key.type === "Identifier" ? each.key.name : "",
    )
    .join(" ");
}

type Link = CallExpression | TaggedTemplateExpression;

/** The calls of one chain, last first, up to an `await` or a name. */
function linksOf(node: Link): Link[] {
  const links: Link[] = [];
  let at: Node = node;
  for (;;) {
    at = withoutTypes(at);
    if (at.type === "ChainExpression") at = at.expression;
    else if (at.type === "MemberExpression") at = at.object;
    else if (at.type === "CallExpression") {
      links.push(at);
      at = at.callee;
    } else if (at.type === "TaggedTemplateExpression") {
      links.push(at);
      at = at.tag;
    } else return links;
  }
}

function isWriteLink(scopes: ScopeTree, link: Link): boolean {
  if (link.type === "TaggedTemplateExpression") return isSqlTemplate(scopes, link);
  const callee = withoutTypes(link.callee);
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
  const { name } = callee.property;
  if (writeNames.has(name)) return !isInMemory(originOf(scopes, callee));
  if (sqlNames.has(name)) {
    const text = knownText(scopes, link.arguments[0]);
    return text !== undefined && isSqlWrite(text);
  }
  if (name === "add" || name === "set") return isOfDocument(scopes, callee);
  if (!sharedNames.has(name) || callee.computed) return false;
  // `element.remove()` and the like take nothing; a document's own `remove` is not told from them.
  if (name === "remove" && link.arguments.length === 0) return false;
  return !isHttpRequest(scopes, link) && !isInMemory(originOf(scopes, callee));
}

/** Firestore's `db.collection("posts").add(…)` and `db.doc("posts/1").set(…)`; many others have such methods. */
function isOfDocument(scopes: ScopeTree, callee: Node): boolean {
  const origin = originOf(scopes, callee);
  const path = "path" in origin ? origin.path : origin.written;
  return path.at(-2) === "()" && /^(?:collection|doc)$/.test(path.at(-3) ?? "");
}

/** A client of another service is given addresses: `api.delete("/posts/1")`. */
function isHttpRequest(scopes: ScopeTree, { arguments: [first] }: CallExpression): boolean {
  const text = knownText(scopes, first);
  return text !== undefined && /^(?:\/|https?:)/.test(text);
}

/** Tags of texts that are no SQL. */
const otherLanguages = /^(?:html|css|gql|graphql|md|markdown|dedent|styled)$/;

function isSqlTemplate(scopes: ScopeTree, node: TaggedTemplateExpression): boolean {
  const { written } = calleeOf(scopes, node);
  if (otherLanguages.test(written.at(-1) ?? "")) return false;
  if (written.at(-1)?.startsWith("$executeRaw") === true) return true;
  return isSqlWrite(knownText(scopes, node.quasi) ?? "");
}

/** Tells whether SQL is an argument: it is run by who gets it. */
function isHandedOn(module: ParsedModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent?.type === "CallExpression" && parent.callee !== node;
}

/** Tells whether a chain goes on with another call after `node`. */
function isInnerLink(module: ParsedModule, node: Node): boolean {
  let inner = node;
  let at = module.parents.get(inner);
  while (at !== undefined && isLinkBetween(at, inner)) {
    inner = at;
    at = module.parents.get(inner);
  }
  if (at === undefined || inner === node) return false;
  if (at.type === "CallExpression") return at.callee === inner;
  return at.type === "TaggedTemplateExpression" && at.tag === inner;
}

function isLinkBetween(parent: Node, node: Node): boolean {
  if (parent.type === "MemberExpression") return parent.object === node;
  return parent.type === "ChainExpression" || withoutTypes(parent) === node;
}
