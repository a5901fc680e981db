import { describeSection } from "./harness/describe-section.ts";
import { formFieldRows } from "./rows/g-form-fields.ts";

describeSection(formFieldRows);
