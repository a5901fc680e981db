// @ts-check
import { parseSync } from "oxc-parser";

/**
 * Gives the first sentence about a file: that of the export it is named after, else that of its first one. A file
 * that only passes on what others export has none.
 * @param {string} file path, ends in the file's name
 * @param {string} code
 * @returns {{ kind: "sentence", text: string } | { kind: "door" } | { kind: "missing" }}
 */
export function describeFile(file, code) {
  const { program, comments } = parseSync(file, code);
  const own = program.body.filter(
    (node) =>
      (node.type === "ExportNamedDeclaration" && node.declaration !== null) ||
      node.type === "ExportDefaultDeclaration",
  );
  const base = file.slice(file.lastIndexOf("/") + 1).replace(/\.tsx?$/, "");
  const main = own.find((node) => kebabCase(nameOf(node)) === base) ?? own[0];
  if (main === undefined) return { kind: "door" };
  const docstring = comments.findLast(
    (comment) =>
      comment.type === "Block" &&
      comment.value.startsWith("*") &&
      comment.end <= main.start &&
      code.slice(comment.end, main.start).trim() === "",
  );
  const text = docstring === undefined ? "" : firstSentence(docstring.value);
  return text === "" ? { kind: "missing" } : { kind: "sentence", text };
}

/**
 * Gives the name that a declaration exports, "" for a default export.
 * @param {import("oxc-parser").Statement} node
 * @returns {string}
 */
function nameOf(node) {
  if (node.type !== "ExportNamedDeclaration" || node.declaration === null) return "";
  const { declaration } = node;
  if (declaration.type === "VariableDeclaration") {
    const target = declaration.declarations[0]?.id;
    return target?.type === "Identifier" ? target.name : "";
  }
  const id = "id" in declaration ? declaration.id : null;
  return id !== null && "name" in id ? String(id.name) : "";
}

/** @param {string} name */
function kebabCase(name) {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

/**
 * Takes the first sentence out of the text of a docstring.
 * @param {string} text with its asterisks
 * @returns {string}
 */
export function firstSentence(text) {
  const plain = text
    .split("\n")
    .map((line) => line.replace(/^\s*\*+ ?/, "").trim())
    .join(" ")
    .replace(/^\*\s*/, "")
    .replace(/@(?:example|see|throws|param|returns)[\s\S]*$/, "")
    .trim();
  // A full stop ends a sentence, unless it belongs to an abbreviation.
  const end = /(?<!\b(?:e\.g|i\.e|etc))[.!?](?=\s|$)/.exec(plain);
  return end === null ? plain : plain.slice(0, end.index + 1);
}
