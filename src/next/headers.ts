export { cookies, headers } from "../context/index.ts";
