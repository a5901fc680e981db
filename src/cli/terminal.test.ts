import { expect, test } from "vitest";
import { createTerminal } from "./terminal.ts";

function streamOf(isTTY: boolean): {
  write: (text: string) => void;
  isTTY: boolean;
  text: () => string;
} {
  const written: string[] = [];
  return { isTTY, write: (text) => void written.push(text), text: () => written.join("") };
}

test.each([
  ["a terminal", true, {}, true],
  ["a pipe", false, {}, false],
  ["a terminal with NO_COLOR", true, { NO_COLOR: "1" }, false],
  ["a terminal with an empty NO_COLOR", true, { NO_COLOR: "" }, true],
  ["a dumb terminal", true, { TERM: "dumb" }, false],
  ["a pipe with FORCE_COLOR", false, { FORCE_COLOR: "1" }, true],
  ["a terminal with FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
])("%s: colours %s", (_, isTTY, env, color) => {
  const terminal = createTerminal(streamOf(isTTY), streamOf(isTTY), env);
  expect(terminal.color).toBe(color);
  expect(terminal.style("red", "x")).toBe(color ? "\u001B[31mx\u001B[39m" : "x");
});

test("results go to standard output, everything else to standard error", () => {
  const [output, errors] = [streamOf(false), streamOf(false)];
  const terminal = createTerminal(output, errors, {});
  terminal.print("result");
  terminal.report("remark");
  terminal.progress("1 of 2");
  expect([output.text(), errors.text()]).toEqual(["result\n", "remark\n"]);
});

test("what comes with colours is written without them where there are none", () => {
  const red = "\u001B[31mwrong\u001B[39m";
  const [output, errors] = [streamOf(false), streamOf(true)];
  const terminal = createTerminal(output, errors, {});
  terminal.print(red);
  terminal.report(red);
  expect([output.text(), errors.text()]).toEqual(["wrong\n", `${red}\n`]);
});

test("progress overwrites its line, on a terminal only", () => {
  const errors = streamOf(true);
  const terminal = createTerminal(streamOf(true), errors, {});
  terminal.progress("1 of 2");
  terminal.progress("");
  expect(errors.text()).toBe("\r\u001B[K1 of 2\r\u001B[K");
});
