import { ok, type Result } from "../../base/index.ts";
import { withoutReservedFields, type ActionId, type Refusal } from "../../protocol/index.ts";
import {
  decodeReply,
  type ReplyContentType,
  type ReplyOptions,
} from "../../protocol/reply/index.ts";
import type { ActionEntry, AppBuild } from "../../render/index.ts";
import type { ActionLimits } from "../action-limits.ts";
import type { ServerSettings } from "../server-options.ts";
import type { IncomingUpload } from "./incoming-upload.ts";
import { findReference } from "./open-captures.ts";

/** The arguments of a call, and what of them only passes through. */
export interface DecodedArguments {
  readonly args: readonly unknown[];
  readonly temporaryReferences: WeakMap<object, string>;
}

/** What decoding needs: the action that is called, its limits, and the listed actions of the app. */
export interface ReplyContext {
  readonly entry: ActionEntry;
  readonly app: AppBuild;
  readonly sealer: ServerSettings["sealer"];
  readonly limits: ActionLimits;
  /** Given where the content of the last file is still coming. */
  readonly upload?: IncomingUpload | undefined;
}

/** Decodes the body of a call into its arguments. Errors: MALFORMED, TOO_LARGE, MEDIA. */
export function decodeArguments(
  body: Uint8Array<ArrayBuffer>,
  contentType: ReplyContentType,
  context: ReplyContext,
): Result<DecodedArguments, Refusal> {
  const options = replyOptions(context);
  const args = decodeReply(body, contentType, options);
  if (!args.ok) return args;
  // A form's hidden fields are the protocol's, also where a page sends them along.
  const own = args.value.map((value) =>
    value instanceof FormData ? withoutReservedFields(value) : value,
  );
  return ok({ args: own, temporaryReferences: options.temporaryReferences });
}

/** The options of decoding one body, with a fresh set of opaque arguments. */
export function replyOptions({ entry, app, sealer, limits, upload }: ReplyContext): ReplyOptions {
  return {
    budgets: limits.reply,
    accepts: entry.settings?.accepts,
    findReference: (id: ActionId, bound) => findReference(app, sealer, id, bound),
    temporaryReferences: new WeakMap(),
    comingFile: upload && ((part) => upload.open(part)),
  };
}
