export { checkFiles, type FileFinding } from "./check-files.ts";
export { readSpa, type SpaFacts } from "../spa/read-spa.ts";
