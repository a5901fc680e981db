import { describeSection } from "./harness/describe-section.ts";
import { outcomeRows } from "./rows/i-outcome.ts";

describeSection(outcomeRows);
