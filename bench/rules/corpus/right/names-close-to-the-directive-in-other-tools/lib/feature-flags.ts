export type Flag = "use server" | "use serverless" | "reuse server" | "use servers";

export function isOn(flag: Flag) {
  `flags: ${flag}`;
  return flag === "use server" || flag.endsWith("serverless");
}

export const styles = `
  "use server";
  .dot { color: red }
`;
