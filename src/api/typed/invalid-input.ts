import type { InputIssues } from "./action-result.ts";

/** What `invalid` makes; a handler returns it. */
export class InvalidInput {
  readonly issues: InputIssues;

  constructor(issues: InputIssues) {
    this.issues = issues;
  }
}

/**
 * Says in a handler what no schema can know, e.g. that a name is taken; the caller gets it as the schema's own issues.
 * @param fields messages by the name of the field
 * @param form messages that concern the input as a whole
 * @example if (await isTaken(name)) return invalid({ name: "This name is taken." });
 */
export function invalid(
  fields: Readonly<Record<string, string | readonly string[]>>,
  form: string | readonly string[] = [],
): InvalidInput {
  const listed = Object.entries(fields).map(
    ([name, messages]) => [name, listOf(messages)] as const,
  );
  return new InvalidInput({ fields: Object.fromEntries(listed), form: listOf(form) });
}

function listOf(messages: string | readonly string[]): readonly string[] {
  return typeof messages === "string" ? [messages] : messages;
}
