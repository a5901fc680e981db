import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { injectFlight, scriptSafeJson } from "./inject-flight.ts";

const options = { nonce: undefined, prelude: undefined, formField: () => "" };

function flushing(sink: object): () => void {
  if (!("flush" in sink) || typeof sink.flush !== "function")
    throw new Error("the sink has no flush");
  return sink.flush.bind(sink) as () => void;
}

test("puts rows between two flushes, never inside what is still being written", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, options);
  const all = text(body);
  sink.write("<html><body><p>half");
  flight.write("0:row\n");
  await new Promise(setImmediate);
  sink.write(" and half</p>");
  flushing(sink)();
  sink.end("<p>more</p></body></html>");
  flight.end();
  expect(await all).toBe(
    '<html><body><p>half and half</p><script>(self.__edict??=[]).push("0:row\\n")</script>' +
      "<p>more</p><script>(self.__edict??=[]).push(null)</script></body></html>",
  );
});

test("closes the document only after the last row", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, {
    ...options,
    nonce: "abc",
    prelude: "self.first=1",
  });
  const all = text(body);
  sink.end("<body></body></html>");
  await new Promise(setImmediate);
  flight.end("late");
  const written = await all;
  expect(written).toContain('<script nonce="abc">self.first=1');
  expect(written.indexOf("late")).toBeGreaterThan(0);
  expect(written.endsWith("</body></html>")).toBe(true);
});

test("sends bytes that are no text as base64", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, options);
  const all = text(body);
  flight.end(Buffer.from([0xff, 0xfe]));
  sink.end("<body></body></html>");
  expect(await all).toContain('.push(["//4="])');
});

test("a value in a script cannot end it", () => {
  expect(scriptSafeJson("</script>\u2028")).toBe('"\\u003c/script>\\u2028"');
});

test("a slow reader gets the whole document, and React waits for it", async () => {
  const flight = new PassThrough();
  const { sink, body } = injectFlight(flight, options);
  const parts = 12;
  let waited = 0;
  const write = (part: number): void => {
    const goesOn = sink.write(`<p>${"x".repeat(100_000)}${part}</p>`);
    flushing(sink)();
    if (part + 1 === parts) sink.end("</body></html>");
    else if (goesOn) write(part + 1);
    else {
      waited += 1;
      sink.once("drain", () => write(part + 1));
    }
  };
  flight.end("0:row\n");
  write(0);
  let all = "";
  for await (const chunk of body) {
    all += String(chunk);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(waited).toBeGreaterThan(3);
  for (let part = 0; part < parts; part += 1) expect(all).toContain(`x${part}</p>`);
  expect(all.endsWith("</body></html>")).toBe(true);
});
