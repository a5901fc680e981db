export { checkFiles, type FileFinding } from "./check-files.ts";
