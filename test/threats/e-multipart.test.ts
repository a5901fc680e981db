import { describeSection } from "./harness/describe-section.ts";
import { multipartRows } from "./rows/e-multipart.ts";

describeSection(multipartRows);
