import type { StandardSchemaV1 } from "@standard-schema/spec";

export async function parseInput<T>(schema: StandardSchemaV1<unknown, T>, input: unknown): Promise<T> {
  const result = await schema["~standard"].validate(input);
  if (result.issues) throw new TypeError(result.issues.map(({ message }) => message).join("; "));
  return result.value;
}
