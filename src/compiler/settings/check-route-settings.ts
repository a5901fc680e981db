import type { Finding, Rule } from "../check/finding.ts";
import { collectRouteSettings, isSettingFile } from "./read-route-settings.ts";

/** Rules `route-setting-invalid` and `route-setting-ignored`: what a layout, page or handler says of its route can be read, and changes something. */
export const checkRouteSettings: Rule = (checked) => {
  if (!isSettingFile(checked.module.file.path)) return [];
  return collectRouteSettings(checked).faults.map(({ code, range, problem }): Finding => ({
    code,
    range,
    params: { problem },
  }));
};
