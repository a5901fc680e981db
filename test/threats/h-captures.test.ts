import { describeSection } from "./harness/describe-section.ts";
import { captureRows } from "./rows/h-captures.ts";

describeSection(captureRows);
