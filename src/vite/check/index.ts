export { checkFiles, type CheckedFiles, type FileFinding } from "./check-files.ts";
export { createImportResolver, type ImportResolver } from "./import-resolver.ts";
