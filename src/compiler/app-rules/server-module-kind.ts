import type { DiagnosticParams } from "../../errors/index.ts";
import type { ModuleImport } from "../app/app-facts.ts";
import { nextModuleOf } from "../next/next-module-of.ts";

/** What `edict` exports for the server only; a test holds it to the package. */
export const serverNames: ReadonlySet<string> = new Set([
  "UsageError",
  "actionSignal",
  "after",
  "cache",
  "cacheLife",
  "cacheTag",
  "configure",
  "connection",
  "cookies",
  "draftMode",
  "headers",
  "refresh",
  "revalidatePath",
  "revalidateTag",
  "seal",
  "updateTag",
]);

/** Without the prefix only those that no package of the same name stands in for in browsers. */
const nodeModules = new Set([
  "async_hooks",
  "child_process",
  "cluster",
  "crypto",
  "dgram",
  "dns",
  "fs",
  "fs/promises",
  "http",
  "http2",
  "https",
  "inspector",
  "module",
  "net",
  "os",
  "perf_hooks",
  "readline",
  "repl",
  "tls",
  "v8",
  "vm",
  "worker_threads",
]);

const databases = new Set([
  "better-sqlite3",
  "ioredis",
  "knex",
  "mongodb",
  "mongoose",
  "mssql",
  "mysql",
  "mysql2",
  "mysql2/promise",
  "oracledb",
  "pg",
  "pg-promise",
  "postgres",
  "redis",
  "sequelize",
  "slonik",
  "sqlite3",
  "tedious",
  "typeorm",
  "@planetscale/database",
  "@vercel/postgres",
  "@neondatabase/serverless",
]);

const drizzleDrivers =
  /^drizzle-orm\/(?:aws-data-api|better-sqlite3|bun-sql|bun-sqlite|d1|mysql2|neon-(?:http|serverless)|node-postgres|planetscale-serverless|postgres-js|vercel-postgres)(?:\/|$)/;

/** Says what an import is that only the server can use; undefined for all others. */
export function serverModuleKind({
  specifier,
  names,
}: Pick<ModuleImport, "specifier" | "names">):
  | DiagnosticParams["server-module-in-client"]["kind"]
  | undefined {
  if (specifier === "server-only") return "server-only";
  if (specifier === "next/headers") return "request";
  if (specifier.startsWith("node:") || nodeModules.has(specifier)) return "node";
  if (databases.has(specifier) || drizzleDrivers.test(specifier)) return "database";
  // The package has its enums for browsers too; the client itself it has not.
  if (specifier === "@prisma/client")
    return names === "*" || names.includes("PrismaClient") ? "database" : undefined;
  if (names === "*") return undefined;
  const own = specifier === "edict" ? serverNames : undefined;
  const next = nextModuleOf(specifier)?.names;
  const isOfServer = (name: string): boolean =>
    own?.has(name) === true ||
    (next !== undefined && Object.hasOwn(next, name) && next[name]?.side === "server");
  return names.some(isOfServer) ? "server" : undefined;
}
