import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { InputIssues } from "./action-result.ts";

/** Sorts what a schema found by field: the path of an issue with dots between its keys. */
export function sortIssues(issues: readonly StandardSchemaV1.Issue[]): InputIssues {
  const fields = new Map<string, string[]>();
  const form: string[] = [];
  for (const { message, path = [] } of issues) {
    const name = path.map((key) => String(typeof key === "object" ? key.key : key)).join(".");
    const list = path.length === 0 ? form : (fields.get(name) ?? []);
    list.push(message);
    if (path.length > 0) fields.set(name, list);
  }
  return { fields: Object.fromEntries(fields), form };
}
