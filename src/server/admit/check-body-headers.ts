import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import type { AcceptedKind, Refusal } from "../../protocol/index.ts";
import { parseContentType, type ReplyContentType } from "../../protocol/reply/index.ts";
import { hostHoldsIncomingFiles } from "../call/incoming-file.ts";
import type { ActionLimits } from "../action-limits.ts";
import type { ServerRequest } from "../server-request.ts";
import { measureUpload, type UploadMeasure } from "./measure-upload.ts";

/** What the headers say about a body that may be read. */
export interface BodyHeaders {
  readonly contentType: ReplyContentType;
  /** Bytes to account for: the declared length, or the limit where none is declared; less of a body whose end is read as it comes. */
  readonly reservedBytes: number;
  /** Given where the action may begin before the content of the last file has come. */
  readonly upload: UploadMeasure | undefined;
}

/** What is held of a file that is read as it comes: about what a connection brings at once. */
const heldContentBytes = 65_536;

/**
 * Refuses a body by its type, encoding or declared length, before a byte of it is read. `accepts` is what the action takes,
 * where that is known.
 */
export function checkBodyHeaders(
  request: ServerRequest,
  limits: Pick<ActionLimits, "maxBodyBytes" | "settingLine">,
  accepts: readonly AcceptedKind[] = [],
): Result<BodyHeaders, Refusal> {
  const encoding = findEncoding(request);
  if (encoding !== undefined)
    return err({ code: "MEDIA", reason: `the encoding ${quoteForLog(encoding)}` });
  const types = request.headerValues("content-type");
  if (types.length > 1) return err({ code: "MALFORMED", reason: "several Content-Type headers" });
  const contentType = parseContentType(types[0] ?? "");
  if (!contentType.ok) return contentType;
  const lengthBytes = readLength(request, limits);
  if (!lengthBytes.ok) return lengthBytes;
  const body = { contentType: contentType.value, lengthBytes: lengthBytes.value };
  const reads = accepts.includes("streams") && hostHoldsIncomingFiles;
  const upload = reads ? measureUpload(request, body) : ok(undefined);
  if (!upload.ok) return upload;
  const reservedBytes =
    upload.value === undefined
      ? (lengthBytes.value ?? limits.maxBodyBytes)
      : upload.value.headBytes + Math.min(upload.value.contentBytes, heldContentBytes);
  return ok({ contentType: contentType.value, reservedBytes, upload: upload.value });
}

/** Reads the declared length of a body; undefined where none is. */
function readLength(
  request: ServerRequest,
  limits: Pick<ActionLimits, "maxBodyBytes" | "settingLine">,
): Result<number | undefined, Refusal> {
  const { maxBodyBytes } = limits;
  const length = request.header("content-length");
  if (length === undefined) return ok(undefined);
  if (!/^\d{1,15}$/.test(length))
    return err({ code: "MALFORMED", reason: `Content-Length ${quoteForLog(length)}` });
  const bytes = Number(length);
  if (bytes > maxBodyBytes) return err(tooLarge(limits, `${bytes} bytes are announced`));
  return ok(bytes);
}

/** Gives the encoding that would have to be undone to read the body; undefined where there is none. Nothing is ever inflated. */
function findEncoding(request: ServerRequest): string | undefined {
  const content = request.headerValues("content-encoding").join(", ");
  if (content !== "" && content.toLowerCase() !== "identity") return content;
  const transfer = request.headerValues("transfer-encoding").join(", ");
  return transfer !== "" && transfer.toLowerCase() !== "chunked" ? transfer : undefined;
}

/** The refusal of a body over its limit. */
export function tooLarge(
  { maxBodyBytes, settingLine }: Pick<ActionLimits, "maxBodyBytes" | "settingLine">,
  reason: string,
): Refusal {
  return {
    code: "TOO_LARGE",
    reason: `${reason}, the limit is ${maxBodyBytes}`,
    limitBytes: maxBodyBytes,
    configLine: settingLine("bodySizeLimit", maxBodyBytes * 2),
  };
}
