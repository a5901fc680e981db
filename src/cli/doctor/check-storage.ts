import type { ResolvedConfig } from "../../config/index.ts";
import { examinePlace } from "../../storage/examine-place.ts";
import type { Finding } from "./checkup.ts";

/** How long a server may take to be reached. */
const connectMs = 2_000;

/** Looks whether the storage that an app names can be used; finds nothing where it names none. */
export async function checkStorage(
  { storage }: Pick<ResolvedConfig, "storage">,
  root: string,
): Promise<Finding[]> {
  if (storage === undefined || storage.kind === "memory") return [];
  const about = { area: "configuration", subject: "storage" } as const;
  const examined = await examinePlace(storage, { root, connectMs });
  if (!examined.ok) return [{ ...about, severity: "error", ...examined.error }];
  const { message, risks } = examined.value;
  if (risks.length === 0) return [{ ...about, severity: "ok", message }];
  return risks.map((risk) => ({ ...about, severity: "warning", message: risk }));
}
