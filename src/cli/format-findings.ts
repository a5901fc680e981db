import { unreachable } from "../base/index.ts";
import { formatDiagnostics, type Diagnostic } from "../errors/index.ts";
import type { FileFinding as Finding } from "../vite/check/index.ts";
import type { CheckFormat } from "./parse-command.ts";

export type { Finding };

/** Writes findings for people, programs or GitHub's annotations; "" when there is nothing to write. */
export function formatFindings(
  findings: readonly Finding[],
  format: CheckFormat,
  color: boolean,
): string {
  switch (format) {
    case "json":
      return JSON.stringify(
        findings.map(({ diagnostic }) => publicKeys(diagnostic)),
        null,
        2,
      );
    case "github":
      return findings.map(({ diagnostic }) => annotation(diagnostic)).join("\n");
    case "pretty":
      return formatDiagnostics(findings, { color });
    default:
      return unreachable(format);
  }
}

/** The keys that `edict check --format json` promises, in their order, and nothing beside them. */
function publicKeys(diagnostic: Diagnostic): Diagnostic {
  const { code, severity, file, line, column, endLine, endColumn, message, hint, docs } =
    diagnostic;
  return { code, severity, file, line, column, endLine, endColumn, message, hint, docs };
}

/** A workflow command, as https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands has it. */
function annotation(diagnostic: Diagnostic): string {
  const { code, severity, file, line, column, endLine, endColumn, message, hint, docs } =
    diagnostic;
  const properties = { file, line, endLine, col: column, endColumn, title: code };
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  return `::${severity} ${written.join(",")}::${escapeText(`${message}\n${hint}\n${docs}`)}`;
}

function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
