import { expect, test } from "vitest";
import { segmentSettingNames } from "../../routing/index.ts";
import { isRouteSetting } from "../scan/route-settings.ts";
import { routeSettingCoverage } from "./route-setting-coverage.ts";

test("every setting that is read is covered, and no more is said to be", () => {
  const told = Object.entries(routeSettingCoverage);
  const read = told.filter(([, text]) => /^(?:same|differs)/.test(text)).map(([name]) => name);
  const others = ["generateStaticParams", "runtime"];
  expect(read.toSorted()).toEqual([...segmentSettingNames, ...others].toSorted());
  expect(read.filter((name) => !isRouteSetting(name))).toEqual(["generateStaticParams"]);
});
