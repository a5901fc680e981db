import { err, ok, quoteForLog, type Result } from "../../base/index.ts";
import { closingDelimiter, uploadHeader, type Refusal } from "../../protocol/index.ts";
import type { ReplyContentType } from "../../protocol/reply/index.ts";
import type { ServerRequest } from "../server-request.ts";

/** Where in a body the content of its last file stands. */
export interface UploadMeasure {
  /** Bytes in front of it. */
  readonly headBytes: number;
  readonly contentBytes: number;
  readonly boundary: string;
}

/** A body by what its headers say of it. */
interface MeasuredBody {
  readonly contentType: ReplyContentType;
  /** Undefined where the sender, or whoever stands between, did not say it. */
  readonly lengthBytes: number | undefined;
}

/**
 * Finds out where the content of the last file stands, which an action that takes streams may read as it comes. Undefined
 * for a body that is read whole: without the header, or of unknown length, as a proxy in between may make it.
 * Errors: MALFORMED, a header that cannot be true.
 */
export function measureUpload(
  request: ServerRequest,
  { contentType, lengthBytes }: MeasuredBody,
): Result<UploadMeasure | undefined, Refusal> {
  const said = request.headerValues(uploadHeader).join(", ");
  if (said === "") return ok(undefined);
  if (!/^(?:0|[1-9]\d{0,14})$/.test(said)) return err(untrue(said, "is no number of bytes"));
  if (contentType.kind !== "multipart") return err(untrue(said, "comes with a body without files"));
  if (lengthBytes === undefined) return ok(undefined);
  const { boundary } = contentType;
  const contentBytes = Number(said);
  const headBytes = lengthBytes - contentBytes - closingDelimiter(boundary).length;
  return headBytes > 0
    ? ok({ headBytes, contentBytes, boundary })
    : err(untrue(said, `leaves nothing of ${lengthBytes} bytes for what stands around it`));
}

function untrue(said: string, problem: string): Refusal {
  return { code: "MALFORMED", reason: `${uploadHeader} ${quoteForLog(said)} ${problem}` };
}
