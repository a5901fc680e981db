export { cookies, draftMode, headers } from "../context/index.ts";
