import { startSpaRuntime } from "edict/runtime/spa";

export { askedWith, greet } from "./greetings.actions.ts";
export const start: typeof startSpaRuntime = startSpaRuntime;
