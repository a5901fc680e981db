export {
  analyseFile,
  type AnalyseSettings,
  type AppFile,
  type FileAnalysis,
} from "./app/analyse-file.ts";
export { createAnalysisCache, type AnalysisCache } from "./app/analysis-cache.ts";
export type { AppRoute } from "./app/app-graph.ts";
export { checkConfig, type ConfigFault, type ConfigInput } from "./app/check-config.ts";
export {
  absentNextModules,
  coveredNextModules,
  nextModules,
  type NextModule,
  type NextName,
} from "./next/next-modules.ts";
export { routeSettingCoverage } from "./next/route-setting-coverage.ts";
export { isProxyFile } from "./app/read-proxy.ts";
export { checkApp, type AppInput } from "./app/check-app.ts";
export { applyFixes, type AppliedFixes } from "./apply-fixes.ts";
export { compileFonts, type FontModule } from "./fonts/compile-fonts.ts";
export {
  fontPackages,
  type FontCall,
  type GoogleFontCall,
  type LocalFontCall,
} from "./fonts/font-call.ts";
export { CompileCache } from "./compile-cache.ts";
export { compileModule } from "./compile-module.ts";
export type {
  CompiledAction,
  CompiledModule,
  CompileEnvironment,
  CompileInput,
  SourceMapObject,
} from "./compile-types.ts";
export {
  collectModuleFacts,
  type HandedName,
  type ImportFact,
  type ModuleFacts,
  type ReExportFact,
} from "./graph/collect-module-facts.ts";
export type { ModulePart, PartImport } from "./graph/collect-module-parts.ts";
export { lintModule } from "./lint-module.ts";
export { prepareFile, type PreparedFile } from "./prepare-file.ts";
export { mayHoldDirective } from "./parse/may-hold-directive.ts";
export { isSettingFile, makesSeveral, readRouteSettings } from "./settings/read-route-settings.ts";
