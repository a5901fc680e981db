import type { ESLint, Linter, Rule } from "eslint";
import { defineConfig } from "eslint/config";
import { expectTypeOf, test } from "vitest";
import plugin from "./index.ts";
import type { LintConfig, LintPlugin, LintRule } from "./lint-plugin.ts";

test("the plugin fits where ESLint takes one", () => {
  expectTypeOf<LintPlugin>().toExtend<ESLint.Plugin>();
  expectTypeOf<LintRule>().toExtend<Rule.RuleModule>();
});

test("the recommended configuration fits into a flat configuration", () => {
  expectTypeOf<LintConfig>().toExtend<Linter.Config>();
  expectTypeOf<LintConfig["rules"]>().toExtend<Linter.RulesRecord>();
});

test("the recommended configuration can be extended", () => {
  const { recommended }: LintPlugin["configs"] = plugin.configs;
  expectTypeOf(
    defineConfig([{ files: ["**/*.ts"], extends: [recommended] }, recommended]),
  ).toExtend<Linter.Config[]>();
});
