// Measures the decoder of arguments beside JSON.parse of the same text, in turn, in one process. Method: bench/README.md
// usage: node bench/decode/run.mjs [--rounds 15]
import { parseArgs } from "node:util";
import { decodeReply, defaultReplyBudgets } from "../../dist/protocol/reply/index.js";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });

const post = {
  title: "A post about something",
  tags: ["news", "garden", "weather"],
  author: { id: 17, name: "Ada", email: "ada@example.com", roles: ["admin", "editor"] },
  body: "Rain in the morning, sun from noon on, and a light wind from the west. ".repeat(2),
  draft: false,
  at: "$D2026-01-01T00:00:00.000Z",
  count: 12,
  parent: null,
  scores: [1, 2, 3, 4.5],
};
const row = (id) => ({
  id,
  name: `item ${id}`,
  tags: ["x", "y"],
  price: id * 1.5,
  text: post.body,
});
const bodies = [
  { name: "a call of 500 bytes", value: [42, post, "$undefined"], calls: 20_000, aim: 3 },
  { name: "64 kB of rows", value: [Array.from({ length: 300 }, (_, id) => row(id))], calls: 300 },
];

function decode(bytes) {
  const decoded = decodeReply(
    bytes,
    { kind: "text" },
    {
      budgets: defaultReplyBudgets,
      findReference: () => undefined,
      temporaryReferences: new WeakMap(),
    },
  );
  if (!decoded.ok) throw new Error(decoded.error.reason);
}

/** Processor time of one call in microseconds: neighbours on the machine count less than by the clock. */
function timeOf(run, calls) {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

const median = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];

for (const { name, value, calls, aim } of bodies) {
  const text = JSON.stringify(value);
  const bytes = new TextEncoder().encode(text);
  const rounds = [];
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    const parse = timeOf(() => JSON.parse(text), calls);
    rounds.push({ parse, ours: timeOf(() => decode(bytes), calls) });
  }
  rounds.shift(); // warm-up, not counted
  const ratio = median(rounds.map(({ parse, ours }) => ours / parse));
  const figures = ["parse", "ours"].map((key) => median(rounds.map((round) => round[key])));
  console.log(
    `${name} (${bytes.length} bytes): JSON.parse ${figures[0].toFixed(1)} µs, decodeReply ${figures[1].toFixed(1)} µs, ` +
      `ratio ${ratio.toFixed(2)}${aim === undefined ? "" : ` (aim: at most ${aim})`}`,
  );
}
