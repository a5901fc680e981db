import { describeSection } from "./harness/describe-section.ts";
import { routingRows } from "./rows/k-routing.ts";

describeSection(routingRows);
