// @ts-check
// Writes the generated parts of ARCHITECTURE.md: the table of rooms, and one line per source file.
// With --check it compares instead, and fails when they differ.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeFile } from "./describe-file.mjs";
import { formatDocument } from "./format-document.mjs";
import { listSources, readRooms } from "./read-rooms.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** @returns {string} */
function roomsTable() {
  const rows = Object.entries(readRooms(root)).map(
    ([name, { is, enters, doors = ["index.ts"], packages = [], node = false }]) =>
      `| \`${name}\` | ${is} | ${listOf(enters)} | ${listOf(doors)} | ${listOf(packages)} | ${node ? "yes" : ""} |`,
  );
  return [
    "| room | what it is | may enter | doors | packages | `node:` |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** @param {readonly string[]} words */
function listOf(words) {
  return words.map((word) => `\`${word}\``).join(" ");
}

/** @returns {{ text: string, missing: string[] }} */
function fileMap() {
  const sources = listSources(root);
  /** @type {string[]} */
  const missing = [];
  const parts = Object.entries(readRooms(root)).map(([room, { is }]) => {
    const lines = sources
      .filter((file) => file.startsWith(`${room}/`))
      .map((file) => {
        const found = describeFile(file, readFileSync(`${root}/src/${file}`, "utf8"));
        if (found.kind === "missing") missing.push(`src/${file}`);
        const text = {
          door: "a door",
          missing: "",
          sentence: found.kind === "sentence" ? found.text : "",
        }[found.kind];
        return `- \`${file.slice(room.length + 1)}\` ${text}`.trimEnd();
      });
    return [`### ${room}: ${is}`, "", ...lines].join("\n");
  });
  return { text: parts.join("\n\n"), missing };
}

/**
 * Replaces what stands between the marks of a part.
 * @param {string} document
 * @param {string} part
 * @param {string} text
 */
function replacePart(document, part, text) {
  const [start, end] = [`<!-- ${part}:start -->`, `<!-- ${part}:end -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`ARCHITECTURE.md has no marks ${start} … ${end}`);
  return `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`;
}

const file = `${root}/ARCHITECTURE.md`;
const written = readFileSync(file, "utf8");
const map = fileMap();
const wanted = formatDocument(
  root,
  "ARCHITECTURE.md",
  replacePart(replacePart(written, "rooms", roomsTable()), "map", map.text),
);

if (map.missing.length > 0) {
  process.stderr.write(
    `The main export, the first one, has no docstring in:\n${map.missing.map((each) => `  ${each}\n`).join("")}`,
  );
  process.exitCode = 1;
} else if (!process.argv.includes("--check")) writeFileSync(file, wanted);
else if (wanted !== written) {
  process.stderr.write("ARCHITECTURE.md is behind the source. Run: npm run map\n");
  process.exitCode = 1;
}
