import { describe, expect, test } from "vitest";
import { multipart, boundary, type BodyPart } from "../protocol/reply-body.ts";
import { callOf, formOf } from "./calls.ts";
import { fakeApp, idOf, type FakeApp } from "./fake-app.ts";
import { hostKinds, startHost, type Host, type Sent } from "./hosts.ts";

/** Reads an async iterable to its end. */
async function read(values: unknown): Promise<string> {
  const texts: string[] = [];
  for await (const value of values as AsyncIterable<unknown>) texts.push(String(value)); // as sent
  return texts.join(" ");
}

const callBound = async (action: unknown): Promise<unknown> =>
  (action as (last: string) => unknown)("last"); // as sent

/** An action of each setting for each kind, and `joined`, which is bound and sent. */
function appOf(): FakeApp {
  return fakeApp({
    actions: {
      readStreams: { run: read, settings: { accepts: ["streams"] } },
      readNone: { run: read },
      readOther: { run: read, settings: { accepts: ["references"] } },
      callReferences: { run: callBound, settings: { accepts: ["references"] } },
      callNone: { run: callBound },
      callOther: { run: callBound, settings: { accepts: ["streams"] } },
      joined: async (...args) => args.join(" "),
    },
  });
}

const rows = (...chunks: readonly string[]): BodyPart[] => chunks.map((chunk) => ["S1", chunk]);

/** An async iterable, and a stream of values. */
const streams: readonly (readonly [string, readonly BodyPart[]])[] = [
  ["an async iterable", [["0", '["$x1"]'], ...rows('"one"', '"two"', "C")]],
  ["a ReadableStream", [["0", '["$R1"]'], ...rows('"one"', '"two"', "C")]],
];

const boundAction: readonly BodyPart[] = [
  ["0", '["$h1"]'],
  ["1", JSON.stringify({ id: idOf("joined"), bound: "$@2" })],
  ["2", '["first"]'],
];

function multipartCall(host: Host, name: string, parts: readonly BodyPart[]): Sent {
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return callOf(host, name, [], { body: multipart(parts), headers });
}

describe.each(hostKinds)("%s, an action", (kind) => {
  test.each(streams)("that takes streams gets %s", async (_name, parts) => {
    const host = await startHost(kind, appOf().build);
    const answer = await host.send(multipartCall(host, "readStreams", parts));
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"one two"')]);
  });

  test("that takes references gets an action with what was bound to it", async () => {
    const host = await startHost(kind, appOf().build);
    const answer = await host.send(multipartCall(host, "callReferences", boundAction));
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"first last"')]);
  });

  test.each([
    ["readNone", "streams", streams[0]?.[1] ?? []],
    ["readOther", "streams", streams[1]?.[1] ?? []],
    ["callNone", "references", boundAction],
    ["callOther", "references", boundAction],
  ] as const)("(%s) that does not take %s runs not, and the log says how to", async (...row) => {
    const [name, accepted, parts] = row;
    const { build, trace } = appOf();
    const host = await startHost(kind, build);
    const answer = await host.send(multipartCall(host, name, parts));
    expect([answer.status, answer.headers.get("edict-error")]).toEqual([400, "MALFORMED"]);
    expect(answer.text).toBe("The request could not be read.\n");
    expect(trace).toEqual([]);
    expect(host.log[0]?.line).toContain(`app/actions.ts#${name}`);
    expect(host.log[0]?.line).toContain(`to change it: configure({ accepts: ["${accepted}"] }, …)`);
  });
});

describe("a form without JavaScript", () => {
  const fields = (name: string): [string, string][] => [
    ["$ACTION_REF_1", ""],
    ["$ACTION_1:0", JSON.stringify({ id: idOf(name), bound: "$@1" })],
    ["$ACTION_1:1", '["$h2"]'],
    ["$ACTION_1:2", JSON.stringify({ id: idOf("joined"), bound: "$@3" })],
    ["$ACTION_1:3", '["first"]'],
  ];

  test("gives an action that takes references the one that was bound to it", async () => {
    const { build, trace } = appOf();
    const host = await startHost("over a socket", build);
    expect((await host.send(formOf(host, fields("callReferences")))).status).toBe(200);
    expect(trace).toContain("run joined");
  });

  test("is refused where its action does not take them", async () => {
    const { build, trace } = appOf();
    const host = await startHost("over a socket", build);
    expect((await host.send(formOf(host, fields("callNone")))).status).toBe(400);
    expect(trace).toEqual([]);
    expect(host.log[0]?.line).toContain('configure({ accepts: ["references"] }, …)');
  });
});
