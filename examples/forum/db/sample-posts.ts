/** One sample post; people are named by their key. */
export interface SamplePost {
  readonly author: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly hoursAgo: number;
  readonly body: string;
  readonly draft?: boolean;
  readonly pinned?: boolean;
  readonly helpfulTo?: readonly string[];
  /** Who, how many hours after the post, what. */
  readonly comments?: readonly (readonly [string, number, string])[];
}

/** What the forum starts with; the first one is post 1. */
export const samplePosts: readonly SamplePost[] = [
  {
    author: "ada",
    title: "Welcome, and how to ask so that somebody can help",
    tags: ["welcome"],
    hoursAgo: 2300,
    pinned: true,
    helpfulTo: ["ben", "cleo", "dov", "esme"],
    body: `
This forum is for people who would rather mend a thing than replace it. Beginners are welcome; most of us started by breaking something first.

If you ask for help, please tell us:

- what the thing is, and roughly how old
- what it does now, and what it should do
- what you have tried already, including what made it worse
- which tools you have at hand

One question per post keeps the answers together. When it works in the end, come back and say what it was: somebody will look for exactly that in two years.
`,
    comments: [
      [
        "ben",
        3,
        "Might I add: a photograph of the part beside a coin saves three questions about its size.",
      ],
      [
        "esme",
        2180,
        "I joined last month and this made my first post much easier to write. Thank you.",
      ],
    ],
  },
  {
    author: "ben",
    title: "A chain that skips only under load: what to check first",
    tags: ["bicycles"],
    hoursAgo: 1500,
    helpfulTo: ["ada", "dov"],
    body: `
It shifts well on the stand, and the moment you stand up on a hill it jumps a tooth. In nine cases out of ten it is wear and not adjustment.

Measure twelve full links from pin to pin. New, that is 304.8 mm. At 306.5 mm the chain has eaten into the sprockets and a new chain alone will skip even more, because it no longer fits the worn teeth.

- below 305.5 mm: clean it and look elsewhere
- up to 306.5 mm: replace the chain, keep the sprockets
- above: replace both, and the small chainring if it has hooks

The tenth case is a stiff link. Turn the cranks backwards slowly and watch the lower jockey wheel for a hop.
`,
    comments: [
      [
        "cleo",
        5,
        "The stiff link was mine. Ten seconds of flexing it sideways and two weeks of cursing were over.",
      ],
      ["dov", 26, "Is there a trick for reading 306.5 mm with an ordinary ruler?"],
      [
        "ben",
        27,
        "Hook the zero over the edge of a pin rather than its centre and read at the same edge. Half a millimetre is easy that way.",
      ],
    ],
  },
  {
    author: "cleo",
    title: "Recapping a kitchen radio without a circuit diagram",
    tags: ["radios", "electronics"],
    hoursAgo: 1210,
    helpfulTo: ["ada", "ben", "esme"],
    body: `
Hum that does not change with the volume control is nearly always the large electrolytic behind the rectifier. You do not need the diagram for that.

Before anything else: unplug it, wait, and discharge the capacitor through a resistor of a few kilo-ohms. Measure that it is empty. Then measure again.

Note the values on paper as you go, with a sketch of the board and the position of every stripe. Replace one at a time. Capacity may be up to half again as large; the voltage must never be lower than the old one.

Mine was marked \`47 µF / 350 V\` and measured 6 µF. With the new one the hum is gone and the set sounds ten years younger.
`,
    comments: [
      ["esme", 8, "How do I know which way round it goes when the marking has faded?"],
      [
        "cleo",
        9,
        "Follow the trace: the negative side goes to the largest copper area, usually the one the metal frame is screwed to. If you are not sure, do not guess. Post a picture.",
      ],
    ],
  },
  {
    author: "dov",
    title: "White rings on a shellac table top",
    tags: ["furniture"],
    hoursAgo: 1004,
    helpfulTo: ["ada"],
    body: `
White means the moisture is in the finish and not in the wood, and that is the good case. Dark rings are in the wood and need a different cure.

A cloth barely damp with alcohol, wiped across in one light stroke like landing an aeroplane, lets the shellac close again. Never stop on the surface. Wait five minutes between strokes; four or five are usually enough.

Try it on the underside first. If the finish does not soften at all it is not shellac, and you should stop there.
`,
    comments: [
      ["ada", 30, "The aeroplane picture is what made it click for me. Ring gone in three passes."],
    ],
  },
  {
    author: "esme",
    title: "First darn: why does my patch pucker?",
    tags: ["textiles", "beginners"],
    hoursAgo: 830,
    body: `
I have darned the elbow of a lambswool jumper. It looked fine in my hand and turned into a little hill as soon as I put it on.

I used the wool that came with the jumper, single, with a wooden mushroom under it, and I pulled every row snug. Is it the tension, or the mushroom?
`,
    comments: [
      [
        "ada",
        2,
        "Tension. Leave a tiny loop at the end of every row: the patch has to be able to stretch as far as the knitting around it, and yours cannot.",
      ],
      [
        "ada",
        2.1,
        "The mushroom is fine, but do not stretch the cloth over it. Lay it on loosely.",
      ],
      ["esme", 49, "Unpicked it and did it again with loops. It lies flat! Thank you, Ada."],
    ],
  },
  {
    author: "ada",
    title: "Putting a new zip slider on an old zip",
    tags: ["textiles"],
    hoursAgo: 700,
    helpfulTo: ["esme", "cleo"],
    body: `
When a zip opens behind the slider, the slider has worn wide. The teeth are almost always fine, and you do not have to replace the zip.

Read the number on its back, 3 or 5 or 8, and buy a slider of that size and of the same kind: coil, moulded or metal. Open the stop at one end with pliers, thread both rows in at the same height, pull half way, and check that both ends are level before you close the stop again.

As a first aid squeeze the old slider gently at its two sides, never at the middle. That buys you a season.
`,
    comments: [
      ["ben", 11, "Saved a tent and a holiday. The slider was a size 8 coil, for the record."],
    ],
  },
  {
    author: "ben",
    title: "What is in my travelling tool roll",
    tags: ["tools", "bicycles"],
    hoursAgo: 560,
    helpfulTo: ["dov", "esme"],
    body: `
Three years of leaving things at home until only this was left:

- hexagon keys 2 to 6 mm, the loose ones and not the folding kind
- a chain breaker and one spare quick link
- two tyre levers, because one is never enough
- patches, and glue that I replace every spring whether it was opened or not
- a metre of wire and a short length of tape wound around the pump

It weighs 410 g. What I have carried and never used in all that time: a spoke key.
`,
    comments: [
      ["dov", 4, "The wire! Nobody believes me how often the wire is the answer."],
      ["cleo", 21, "How do you keep the hexagon keys from rusting into one block?"],
      ["ben", 22, "A drop of oil on the cloth of the roll, once a year. Not on the keys."],
    ],
  },
  {
    author: "cleo",
    title: "A torch that flickers when you tap it",
    tags: ["electronics", "beginners"],
    hoursAgo: 455,
    body: `
Nearly every torch that flickers has one of three faults, and you can find all of them with a paper clip.

Bridge the switch with the clip. If it shines steadily it was the switch: clean its contacts. If it still flickers, bridge the spring at the bottom. If that helps, the spring's foot is oxidised where it touches the case; a pencil eraser is the right tool for it.

If neither helps it is the thread of the head. A little fine steel wool, wiped out well afterwards, because what it leaves behind conducts too.
`,
    comments: [["esme", 7, "It was the spring. I am unreasonably proud."]],
  },
  {
    author: "dov",
    title: "Which glue for which joint: a short list",
    tags: ["furniture", "tools"],
    hoursAgo: 362,
    helpfulTo: ["ada", "ben", "cleo"],
    body: `
Somebody will have to undo your repair one day. Choose with that in mind.

- hide glue: chairs, drawers, anything antique. Comes apart with warmth and moisture, and new glue sticks to old.
- white wood glue: shelves and new work. Strong, and nothing sticks to it afterwards.
- epoxy: metal to wood, gaps. It is forever, and that is its fault.
- contact glue: veneer at an edge, leather. Never for a joint that carries.

A chair that was glued with epoxy cannot be mended a second time. I keep three of them as a warning.
`,
    comments: [
      ["ada", 6, "May I link to this from the welcome post? It comes up every week."],
      ["dov", 7, "Please do."],
    ],
  },
  {
    author: "esme",
    title: "Mantel clock stops at twenty past, every time",
    tags: ["clocks"],
    hoursAgo: 250,
    body: `
Wound, level, and it goes happily from half past to twenty past. Then it stops, always at that minute, and starts again when I push the hand over it.

It belonged to a neighbour and nobody knows when it last saw oil. I have a set of screwdrivers and some patience, but I have never had a clock open.
`,
    comments: [
      [
        "dov",
        1,
        "Always the same minute means the hands, not the movement. I would bet they touch: look from the side at twenty past, where they pass each other.",
      ],
      [
        "ben",
        3,
        "Or the minute hand touches the glass there. A strip of paper between them tells you.",
      ],
      [
        "esme",
        28,
        "The hour hand stood a hair too high. Pressed it down, and it has run for a day now.",
      ],
      ["dov", 29, "There you are: a clock mended without opening it."],
    ],
  },
  {
    author: "ada",
    title: "Re-waxing a jacket at home, without the smell",
    tags: ["textiles"],
    hoursAgo: 190,
    helpfulTo: ["ben"],
    body: `
Brush it off dry, sponge it with cold water and nothing else, and let it hang for a day. Soap takes out what you are about to put in.

Stand the tin in hot water until the wax is clear. Work along the seams first, thinly, then the shoulders, then what is left. A hair dryer makes it sink in; when the cloth stops looking wet you are done with that part.

The smell goes if you hang it outside for two nights. The kitchen will remember for longer, so do it on newspaper.
`,
    comments: [],
  },
  {
    author: "ben",
    title: "Truing a wheel on the bicycle, with a cable tie",
    tags: ["bicycles", "beginners"],
    hoursAgo: 121,
    helpfulTo: ["cleo", "esme"],
    body: `
You do not need a stand for a wheel that only rubs. Put a cable tie around each chain stay and cut it so that its end just misses the rim. That is your gauge.

Where the rim touches on the left, tighten the nearest spoke that goes to the right, by a quarter of a turn and not more. Give it half as much again on its neighbours. Spin, look, repeat.

Go slowly. Every wheel that I have ruined, I have ruined with a half turn.
`,
    comments: [
      ["dov", 9, "How do I know when to stop?"],
      ["ben", 10, "When it does not touch the brakes. A straight wheel is a by-product."],
    ],
  },
  {
    author: "cleo",
    title: "Why your solder will not stick to that old wire",
    tags: ["electronics", "radios"],
    hoursAgo: 70,
    helpfulTo: ["ben"],
    body: `
Old copper is covered with oxide, and some old wire with a lacquer that you cannot see. Solder sticks to neither.

Scrape until it is pink, not just shiny. Tin it at once, with flux, and only then bring it to the joint. Heat the metal and let the metal melt the solder. A joint that looks like a ball was cold; a good one looks like a small wet hill.

If the wire is black under its rubber it is tinned copper that has reacted with the sulphur in the rubber. Cut back until it is bright, or replace it.
`,
    comments: [["ada", 5, "Pink, not shiny. That goes on the wall above my bench."]],
  },
  {
    author: "dov",
    title: "Drawers that stick in summer",
    tags: ["furniture", "beginners"],
    hoursAgo: 41,
    body: `
Do not plane them yet. What is too wide in August is too loose in January.

Take the drawer out and look for the shiny places: that is where it rubs. Candle wax there, and on the runners. If that is not enough, take a single shaving off the shiny place only, and wax again.

Most drawers that were planed in summer rattle for the rest of their lives.
`,
    comments: [
      ["esme", 3, "Candle wax did it, in five minutes. I had the plane in my hand already."],
    ],
  },
  {
    author: "esme",
    title: "Is a sewing machine from a flea market worth the trouble?",
    tags: ["tools", "textiles"],
    hoursAgo: 20,
    body: `
It is an all-metal one with a hand wheel that turns, a motor that hums and does not, and a drawer full of feet that may or may not belong to it. They want the price of a good dinner for it.

What would you look at before you say yes?
`,
    comments: [
      [
        "ada",
        1,
        "If the wheel turns it is worth it. Hum without turning is mostly old oil gone to glue: it comes back with warmth and paraffin.",
      ],
      ["cleo", 2, "Smell the motor. Dust is fine, burnt fish is not."],
    ],
  },
  {
    author: "ada",
    title: "Saturday bench, next week: bring one thing that rattles",
    tags: ["meetups"],
    hoursAgo: 5,
    helpfulTo: ["esme"],
    body: `
We meet from ten until the tea is gone. Bring one thing that rattles, squeaks or wobbles, and take somebody else's home if you have mended it.

There is one soldering iron, one sewing machine and a lot of clamps. Aprons are on the hook behind the door.
`,
    comments: [["dov", 1, "I will bring the chair. You know which one."]],
  },
  {
    author: "ada",
    title: "Choosing thread: a table I am still filling in",
    tags: ["textiles"],
    hoursAgo: 90,
    draft: true,
    body: `
Cotton for cotton, and never polyester on anything old: the thread should give before the cloth does.

Linen, silk and buttonhole thread are still missing here.
`,
  },
  {
    author: "ada",
    title: "Notes on invisible mending",
    tags: ["textiles"],
    hoursAgo: 60,
    draft: true,
    body: `
Draw the threads from the hem. It takes an hour for a square centimetre, and nobody will ever know.
`,
  },
  {
    author: "ben",
    title: "Bottom brackets, or why I own nine spanners",
    tags: ["bicycles", "tools"],
    hoursAgo: 33,
    draft: true,
    body: `
A short history of a part that nobody agrees on, with a picture of each spanner once I have found the ninth.
`,
  },
];
