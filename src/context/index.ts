export type { PendingCookie, Phase, RequestStore, Revalidation, Sealer } from "./request-store.ts";
