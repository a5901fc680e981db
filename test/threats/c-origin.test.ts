import { describeSection } from "./harness/describe-section.ts";
import { originRows } from "./rows/c-origin.ts";

describeSection(originRows);
