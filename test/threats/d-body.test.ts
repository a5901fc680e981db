import { describeSection } from "./harness/describe-section.ts";
import { bodyRows } from "./rows/d-body.ts";

describeSection(bodyRows);
