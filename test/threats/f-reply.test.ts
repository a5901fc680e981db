import { describeSection } from "./harness/describe-section.ts";
import { replyRows } from "./rows/f-reply.ts";

describeSection(replyRows);
