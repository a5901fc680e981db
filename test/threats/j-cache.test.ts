import { describeSection } from "./harness/describe-section.ts";
import { cacheRows } from "./rows/j-cache.ts";

describeSection(cacheRows);
