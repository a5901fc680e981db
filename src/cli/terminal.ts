import { stripVTControlCharacters, styleText } from "node:util";

/** Colours and weights that commands use. */
export type TextStyle = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";

/** Where a command writes. */
export interface Terminal {
  /** Writes a line to standard output: results. */
  readonly print: (line: string) => void;
  /** Writes a line to standard error: everything else. */
  readonly report: (line: string) => void;
  /** Shows how far long work is, in one line that is overwritten; nothing where nobody watches. "" clears it. */
  readonly progress: (text: string) => void;
  /** Whether `report` is read by a person on a terminal with colours. */
  readonly color: boolean;
  /** Columns of the terminal that standard output is; undefined where it is none. */
  readonly printColumns: number | undefined;
  /** Colours text for standard error; as it is without colours. */
  readonly style: (style: TextStyle, text: string) => string;
  /** Colours text for standard output; as it is without colours. */
  readonly stylePrint: (style: TextStyle, text: string) => string;
}

/** The part of a stream that a terminal needs. */
export interface OutputStream {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  /** Width of a terminal. */
  readonly columns?: number;
}

/** Makes the terminal over two streams; colours follow `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb`. */
export function createTerminal(
  output: OutputStream,
  errors: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const [outColor, errColor] = [hasColor(output, env), hasColor(errors, env)];
  const paint = (color: boolean, style: TextStyle, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  // Others' messages, such as those of the bundler, come with colours of their own.
  const plain = (color: boolean, line: string): string =>
    color ? line : stripVTControlCharacters(line);
  const clear = "\r\u001B[K";
  return {
    print: (line) => void output.write(`${plain(outColor, line)}\n`),
    report: (line) => void errors.write(`${plain(errColor, line)}\n`),
    progress: (text) => {
      if (errors.isTTY === true && env["TERM"] !== "dumb") errors.write(`${clear}${text}`);
    },
    color: errColor,
    printColumns: output.isTTY === true ? output.columns : undefined,
    style: (style, text) => paint(errColor, style, text),
    stylePrint: (style, text) => paint(outColor, style, text),
  };
}

function hasColor(
  stream: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const isSet = (name: string): boolean => env[name] !== undefined && env[name] !== "";
  if (isSet("NO_COLOR")) return false;
  if (isSet("FORCE_COLOR")) return env["FORCE_COLOR"] !== "0";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
