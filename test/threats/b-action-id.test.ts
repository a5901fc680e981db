import { describeSection } from "./harness/describe-section.ts";
import { actionIdRows } from "./rows/b-action-id.ts";

describeSection(actionIdRows);
