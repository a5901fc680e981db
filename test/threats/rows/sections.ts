import type { ThreatSection } from "../harness/threat-row.ts";
import { methodRows } from "./a-method.ts";
import { actionIdRows } from "./b-action-id.ts";
import { originRows } from "./c-origin.ts";
import { bodyRows } from "./d-body.ts";
import { multipartRows } from "./e-multipart.ts";
import { replyRows } from "./f-reply.ts";
import { formFieldRows } from "./g-form-fields.ts";
import { captureRows } from "./h-captures.ts";
import { outcomeRows } from "./i-outcome.ts";
import { cacheRows } from "./j-cache.ts";
import { routingRows } from "./k-routing.ts";

/** All sections, in the order of the table. */
export const sections: readonly ThreatSection[] = [
  methodRows,
  actionIdRows,
  originRows,
  bodyRows,
  multipartRows,
  replyRows,
  formFieldRows,
  captureRows,
  outcomeRows,
  cacheRows,
  routingRows,
];
