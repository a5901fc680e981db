export { bindCaptures, type HoistedAction } from "./bind-captures.ts";
export { holdMember } from "./hold-member.ts";
export { registerAction } from "./register-action.ts";
export { seal } from "./seal.ts";
export type { ServerReference } from "./server-reference.ts";
export { callCached, callPrivate } from "../context/index.ts";
