import assert from "node:assert/strict";
import type { RefusalCode } from "../../../src/errors/index.ts";
import { callTo } from "./raw-request.ts";
import { headerValues, type Answer } from "./read-answers.ts";
import type { Exchange, Expectation, ThreatCase } from "./threat-row.ts";
import type { ServerReport, Target, ThreatServer } from "./threat-server.ts";

/** What a refusal says, whatever was sent. */
const sentences: Partial<Record<RefusalCode, string>> = {
  MALFORMED: "The request could not be read.",
  ORIGIN: "This origin may not call actions here.",
  NOT_FOUND: "There is no such action.",
  METHOD: "This method is not possible here.",
  BODY_TIMEOUT: "The body came too slowly.",
  SKEW: "The page comes from another build: nothing was done. Load it again and repeat.",
  TOO_LARGE: "The body is too large.",
  MEDIA: "The body has a type or an encoding that is not accepted.",
  HOST: "This host is not served here.",
  BUSY: "The server is busy.",
  IN_PROGRESS: "This call is still running.",
  KEY_REUSED: "The call id was used for another call.",
  RATE_LIMITED: "There were too many calls.",
  TIMEOUT: "The answer took too long.",
};

/**
 * Sends a case to its server and holds the outcome to what it must be; throws what does not hold. Beside the answers that
 * is all that a bad input must never do: run or load anything, set a cookie, end the process, or break the next request.
 * @returns the statuses that came, for the report
 */
export async function checkCase(
  server: ThreatServer,
  { send, expect }: ThreatCase,
): Promise<string> {
  await server.report(); // what came before is not this case's
  const answers = await exchange(server, send(server));
  const report = await server.report();
  checkAnswers(answers, expect, server.development);
  checkReport(report, expect, server);
  await expect.also?.(answers, report);
  await checkGoodCall(server);
  return answers.length === 0 ? "closed" : answers.map(({ status }) => status).join(", ");
}

/** Makes sure that a server answers a good call: nothing before it left the server unwell. */
export async function checkGoodCall(server: ThreatServer): Promise<void> {
  const nonce = `good-${Math.random().toString(36).slice(2)}`;
  const bytes = callTo(server, { action: "echo", args: [nonce] });
  const [answer] = await exchange(server, bytes);
  assert.equal(answer?.status, 200, "the good call that follows is answered with 200");
  assert.ok(answer.body.includes(nonce), "the good call that follows gives back what it was given");
  const { runs, log, stray } = await server.report();
  assert.deepEqual(runs, ["echo"], "the good call that follows runs once, and nothing else does");
  assert.deepEqual(log, [], "the good call that follows leaves the log alone");
  assertWell(server, stray);
}

async function exchange(target: Target, sent: Exchange): Promise<readonly Answer[]> {
  if (sent instanceof Promise) return sent;
  const connection = target.open();
  connection.write(sent);
  return connection.answers();
}

function checkAnswers(answers: readonly Answer[], expect: Expectation, development: boolean): void {
  const { statuses, code, bodiless = false } = expect;
  const got = answers.map(({ status }) => status);
  assert.deepEqual(got, statuses, `statuses; ${describe(answers)}`);
  if (code !== undefined)
    for (const answer of answers) checkRefusal(shortened(answer, development), code, bodiless);
}

/** In development a refusal tells below its constant text why. */
function shortened(answer: Answer, development: boolean): Answer {
  return development ? { ...answer, body: answer.body.replace(/\n\n[^]*$/, "\n") } : answer;
}

function checkRefusal(answer: Answer, code: RefusalCode, bodiless: boolean): void {
  const of = (name: string): readonly string[] => headerValues(answer, name);
  assert.deepEqual(of("edict-error"), [code], "edict-error");
  assert.deepEqual(of("content-type"), ["text/plain; charset=utf-8"], "content-type of a refusal");
  assert.deepEqual(of("cache-control"), ["no-store"], "cache-control of a refusal");
  assert.deepEqual(of("x-content-type-options"), ["nosniff"], "nosniff of a refusal");
  assert.equal(
    answer.body,
    bodiless ? "" : `${sentences[code]}\n`,
    "the constant body of a refusal",
  );
  for (const name of ["set-cookie", "edict-revalidated", "edict-outcome", "location", "etag"])
    assert.deepEqual(of(name), [], `a refusal carries no ${name}`);
  for (const [name] of answer.headers)
    assert.ok(!name.startsWith("access-control-"), `a refusal carries no ${name}`);
}

function checkReport(report: ServerReport, expect: Expectation, server: ThreatServer): void {
  const { runs = [], code, lines = code === undefined ? 0 : 1 } = expect;
  assert.deepEqual(report.runs, runs, "what ran");
  if (runs.length === 0) assert.deepEqual(report.loads, [], "nothing is loaded by what is refused");
  const told = report.log.map(({ line }) => line);
  if (lines !== "any")
    assert.equal(told.length, lines, `lines of the log: ${JSON.stringify(told)}`);
  for (const line of told)
    assert.match(line, /^[\x20-\x7e\u2026]{1,1000}$/, "a line of the log is escaped");
  assertWell(server, report.stray);
}

function assertWell(server: ThreatServer, stray: readonly string[]): void {
  assert.deepEqual(stray, [], "nothing is thrown or rejected without somebody who catches it");
  assert.equal(server.ended(), undefined, "the process stays up");
  assert.equal(server.printed(), "", "nothing is printed beside the log");
}

function describe(answers: readonly Answer[]): string {
  return answers
    .map(({ status, body }) => `${status} ${JSON.stringify(body.slice(0, 120))}`)
    .join("; ");
}
