/** One answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** Lower-case names, in the order of the wire. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Latin-1, one character per byte. */
  readonly body: string;
  /** Whether all of it came. */
  readonly complete: boolean;
}

/** Gives the values of a header; lower-case `name`. */
export function headerValues({ headers }: Answer, name: string): readonly string[] {
  return headers.filter(([known]) => known === name).map(([, value]) => value);
}

/** Reads every answer in what a connection received, interim ones included; `ended` when nothing more can come. */
export function readAnswers(received: string, ended: boolean): readonly Answer[] {
  const answers: Answer[] = [];
  for (let at = 0; at < received.length;) {
    const end = received.indexOf("\r\n\r\n", at);
    if (end === -1) break;
    const head = readHead(received.slice(at, end));
    const body = readBody(head, received.slice(end + 4), ended);
    answers.push({ ...head, body: body.text, complete: body.complete });
    at = end + 4 + body.consumed;
  }
  return answers;
}

type Head = Pick<Answer, "status" | "headers">;

function readHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1];
  if (status === undefined)
    throw new Error(`no status line: ${JSON.stringify(first.slice(0, 80))}`);
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(status), headers };
}

interface Body {
  readonly text: string;
  readonly consumed: number;
  readonly complete: boolean;
}

function readBody({ status, headers }: Head, rest: string, ended: boolean): Body {
  if (status < 200 || status === 204 || status === 304)
    return { text: "", consumed: 0, complete: true };
  const valueOf = (name: string): string | undefined =>
    headers.find(([known]) => known === name)?.[1];
  if (valueOf("transfer-encoding") === "chunked") return readChunks(rest);
  const length = valueOf("content-length");
  if (length === undefined) return { text: rest, consumed: rest.length, complete: ended };
  const text = rest.slice(0, Number(length));
  return { text, consumed: text.length, complete: text.length === Number(length) };
}

function readChunks(rest: string): Body {
  let text = "";
  let at = 0;
  for (;;) {
    const line = rest.indexOf("\r\n", at);
    const size = line === -1 ? Number.NaN : Number.parseInt(rest.slice(at, line), 16);
    const end = line + 2 + size;
    if (Number.isNaN(size) || rest.length < end + 2)
      return { text, consumed: rest.length, complete: false };
    text += rest.slice(line + 2, end);
    at = end + 2;
    if (size === 0) return { text, consumed: at, complete: true };
  }
}
