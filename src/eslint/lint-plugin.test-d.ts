import type { ESLint, Linter, Rule } from "eslint";
import { expectTypeOf, test } from "vitest";
import type { LintConfig, LintPlugin, LintRule } from "./lint-plugin.ts";

test("the plugin fits where ESLint takes one", () => {
  expectTypeOf<LintPlugin>().toExtend<ESLint.Plugin>();
  expectTypeOf<LintRule>().toExtend<Rule.RuleModule>();
});

test("the recommended configuration fits into a flat configuration", () => {
  expectTypeOf<LintConfig>().toExtend<Linter.Config>();
  expectTypeOf<LintConfig["rules"]>().toExtend<Linter.RulesRecord>();
});
