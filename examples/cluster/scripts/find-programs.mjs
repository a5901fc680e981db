// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * What is started beside the app, and where Debian keeps it.
 * @type {readonly { name: string, debian: string, paths: () => string[] }[]}
 */
const wanted = [
  {
    name: "redis-server",
    debian: "redis-server",
    paths: () =>
      [process.env.REDIS_SERVER, ...onPath("redis-server"), ...onPath("valkey-server")].filter(
        isText,
      ),
  },
  {
    name: "nginx",
    debian: "nginx",
    paths: () => [process.env.NGINX_PATH, ...onPath("nginx")].filter(isText),
  },
  {
    name: "postgres",
    debian: "postgresql",
    paths: () => [
      ...postgresFolders().map((folder) => join(folder, "postgres")),
      ...onPath("postgres"),
    ],
  },
];

/**
 * Finds the programs that a cluster needs, by name; throws an error that names those that are missing.
 * @returns {Record<string, string>}
 */
export function findPrograms() {
  const found = wanted.map(({ name, paths }) => [name, paths().find((path) => existsSync(path))]);
  const missing = wanted.filter((_, at) => found[at]?.[1] === undefined);
  if (missing.length > 0)
    throw new Error(
      `Missing: ${missing.map(({ name }) => name).join(", ")}. Install them, on Debian with: apt-get install ${missing.map(({ debian }) => debian).join(" ")}`,
    );
  return Object.fromEntries(found);
}

/** @param {string} name */
function onPath(name) {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name));
}

/** Debian has a folder for each major version, and none of them in PATH; the newest first. */
function postgresFolders() {
  const given = process.env.POSTGRES_BIN;
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  return [given, ...newestFirst.map((version) => join(root, version, "bin"))].filter(isText);
}

/** @param {string | undefined} value @returns {value is string} */
function isText(value) {
  return value !== undefined && value !== "";
}
