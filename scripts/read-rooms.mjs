// @ts-check
import { readdirSync, readFileSync } from "node:fs";

/**
 * @typedef {{ is: string, enters: string[], doors?: string[], packages?: string[], node?: boolean }} Room
 */

/**
 * Reads the table of rooms.
 * @param {string} root the repository, absolute
 * @returns {Record<string, Room>}
 */
export function readRooms(root) {
  return JSON.parse(readFileSync(`${root}/rooms.json`, "utf8"));
}

/**
 * Lists the source files of the package, relative to `src/`, sorted; tests and declarations left out.
 * @param {string} root the repository, absolute
 * @returns {string[]}
 */
export function listSources(root) {
  return readdirSync(`${root}/src`, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test(?:-d)?|d)\.tsx?$/.test(file))
    .toSorted();
}
