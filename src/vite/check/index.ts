export { checkFiles, type FileFinding } from "./check-files.ts";
export { readTable } from "../route-source.ts";
export { readSpa, type SpaFacts } from "../spa/read-spa.ts";
