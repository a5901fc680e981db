import { open } from "node:fs/promises";
import { hasCode, holdsTag } from "../../base/index.ts";
import type { ServerAnswer } from "../server-answer.ts";
import { reportFailure } from "../call/report-failure.ts";
import type { ServerRequest } from "../server-request.ts";
import type { OpenedFile, StaticFile } from "../static-files.ts";
import { subjectOf, type Visit } from "../visit.ts";
import { textAnswer } from "./plain-answers.ts";

/** Answers with a file that the build lists, whole or one range of it; 304 where the browser has it. */
export async function answerAsset(asset: StaticFile, visit: Visit): Promise<ServerAnswer> {
  const { request } = visit;
  const headers: (readonly [string, string])[] = [
    [
      "cache-control",
      asset.immutable
        ? "public, max-age=31536000, immutable"
        : "public, max-age=0, must-revalidate",
    ],
    ["etag", asset.etag],
    ["x-content-type-options", "nosniff"],
    ["accept-ranges", "bytes"],
  ];
  if (holdsTag(request.header("if-none-match"), asset.etag))
    return { status: 304, headers, body: null };
  const opened = await (asset.open === undefined ? openFile(asset.file) : asset.open());
  if (opened === undefined) return textAnswer(404, "There is no such file.");
  const { size } = opened;
  const range = readRange(request, asset.etag, size);
  if (range === "unsatisfiable") {
    await opened.close();
    return textAnswer(416, "There is no such range.", [["content-range", `bytes */${size}`]]);
  }
  const { first, last } = range ?? { first: 0, last: size - 1 };
  headers.push(["content-type", asset.type], ["content-length", String(last - first + 1)]);
  if (range !== undefined) headers.push(["content-range", `bytes ${first}-${last}/${size}`]);
  const status = range === undefined ? 200 : 206;
  if (request.method === "HEAD" || size === 0) {
    await opened.close();
    return { status, headers, body: null };
  }
  const onBreak = (error: unknown): void =>
    void reportFailure(error, `sending ${subjectOf(visit)}`, visit.server.settings.log, visit);
  return { status, headers, body: await opened.read(first, last), onBreak };
}

async function openFile(file: string): Promise<OpenedFile | undefined> {
  try {
    const handle = await open(file, "r");
    const { size } = await handle.stat();
    return {
      size,
      read: (start, end) => handle.createReadStream({ start, end }),
      close: () => handle.close(),
    };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Reads a single range; several, or one for another version of the file, mean the whole file (RFC 9110, 14.2). */
function readRange(
  request: ServerRequest,
  etag: string,
  size: number,
): ByteRange | "unsatisfiable" | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.header("range") ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if ((request.header("if-range") ?? etag) !== etag) return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return first > last ? "unsatisfiable" : { first, last };
}
