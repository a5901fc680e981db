import { describeSection } from "./harness/describe-section.ts";
import { methodRows } from "./rows/a-method.ts";

describeSection(methodRows);
