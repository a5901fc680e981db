// What the servers are asked to do: the same bytes for each of them, and the value they must answer with.
const boundary = "----edict-bench";

/** @param {string} name @param {string} content @param {string} [file] */
const part = (name, content, file) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"` +
  (file === undefined ? "" : `; filename="${file}"\r\ncontent-type: application/octet-stream`) +
  `\r\n\r\n${content}\r\n`;

const record = Object.fromEntries(
  Array.from({ length: 8 }, (_, index) => [`field${index}`, `value ${index} abcdefg`]),
);
const rows = Array.from({ length: 460 }, (_, id) => ({
  id,
  title: `Row ${id} of a table that somebody edits in the browser, with a title of a usual length`,
  tags: ["clocks", "mending", `shelf-${id % 7}`],
}));
const fileBytes = 1_000_000;

/** A number and an object of about 200 bytes. */
export const echo = {
  name: "echo",
  action: "echo",
  contentType: "text/plain;charset=UTF-8",
  body: JSON.stringify([42, record]),
  result: { number: 42, value: record },
  connections: [16, 64],
  servers: ["bare", "hono", "edict"],
  reference: "bare",
};

/** About 64 kB of rows, each validated by the same schema. */
export const table = {
  name: "64 kB",
  action: "saveRows",
  contentType: "text/plain;charset=UTF-8",
  body: JSON.stringify([rows]),
  result: { rows: rows.length, last: rows.length - 1 },
  connections: [16],
  servers: ["hono", "edict"],
  reference: "hono",
};

/** A file of 1 MB, as React's encodeReply posts it. */
export const file = {
  name: "1 MB file",
  action: "upload",
  contentType: `multipart/form-data; boundary=${boundary}`,
  body: `${part("1", "x".repeat(fileBytes), "photo.bin")}${part("0", '["$B1"]')}--${boundary}--\r\n`,
  result: { name: "photo.bin", size: fileBytes },
  connections: [8],
  servers: ["hono", "edict"],
  reference: "hono",
};

const rowTexts = ["Row 0 of", "Row 57 of", "Row 99 of", "shelf-"];

/** A page of 100 rows, rendered for each request. */
export const page = {
  name: "page",
  method: "GET",
  target: "/rows?count=100",
  accept: "text/html",
  texts: [...rowTexts, "</body></html>"],
  connections: [8],
  servers: ["react", "edict"],
  reference: "react",
};

/** The same rows, made once for everybody; the bare server has the very bytes in memory. */
export const kept = {
  name: "kept",
  method: "GET",
  target: "/kept",
  accept: "text/html",
  texts: [...rowTexts, "</body></html>"],
  connections: [16],
  servers: ["bare", "edict"],
  reference: "bare",
};

/** An action that revalidates that page: its answer carries it anew. */
export const refresh = {
  name: "refresh",
  target: "/rows?count=100",
  action: "touch",
  contentType: "text/plain;charset=UTF-8",
  body: "[]",
  texts: rowTexts,
  connections: [8],
  servers: ["react", "edict"],
  reference: "react",
};

/** Its form, posted without JavaScript: the page is rendered anew with it. */
export const form = {
  name: "form",
  target: "/rows?count=100",
  formAction: "touch",
  accept: "text/html",
  contentType: `multipart/form-data; boundary=${boundary}`,
  /** @param {string} id @param {string} hidden */
  body: (id, hidden) =>
    `${part("$EDICT", hidden)}${part(`$ACTION_ID_${id}`, "")}${part("note", "x".repeat(200))}--${boundary}--\r\n`,
  texts: [...rowTexts, "</body></html>"],
  connections: [8],
  servers: ["react", "edict"],
  reference: "react",
};

export const workloads = [echo, table, file, page, kept, refresh, form];
