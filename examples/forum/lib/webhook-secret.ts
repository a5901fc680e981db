import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "@/db/connection";

/** The secret shared with the sender: `FORUM_WEBHOOK_SECRET`, else one made once in the data folder. */
export function webhookSecret(): string {
  const chosen = process.env.FORUM_WEBHOOK_SECRET;
  if (chosen !== undefined && chosen !== "") return chosen;
  const file = join(dataFolder(), "webhook-secret");
  mkdirSync(dataFolder(), { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
