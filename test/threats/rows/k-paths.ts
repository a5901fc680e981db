import assert from "node:assert/strict";
import { field, formTo, requestTo } from "../harness/raw-request.ts";
import { headerValues, type Answer } from "../harness/read-answers.ts";
import {
  answered,
  refused,
  type Removal,
  type ThreatCase,
  type ThreatRow,
} from "../harness/threat-row.ts";
import type { Target } from "../harness/threat-server.ts";

const administrator = { Cookie: "key=1" };

/** Sends bytes on a connection of their own. */
export async function exchange(to: Target, bytes: Uint8Array): Promise<readonly Answer[]> {
  const connection = to.open();
  connection.write(bytes);
  return connection.answers();
}

/** Asks for a target and, as a browser does, for where it moved. */
export async function follow(to: Target, target: string): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next: string | undefined = target;
  while (next !== undefined && answers.length < 3) {
    const [answer]: readonly Answer[] = await exchange(to, requestTo(to, { target: next }));
    if (answer === undefined) break;
    answers.push(answer);
    next = answer.status === 308 ? headerValues(answer, "location")[0] : undefined;
  }
  return answers;
}

const unguarded = /Erase|cached words|purge/i;

function showsNothing(answers: readonly Answer[]): void {
  for (const { body } of answers) assert.doesNotMatch(body, unguarded, "what is behind the guard");
}

/** The guard answers, at once or after a move to the one spelling. */
function guarded(target: string, moves = 0): ThreatCase {
  return {
    name: `${target}: guarded`,
    send: (to) => follow(to, target.replace("<host>", to.host)),
    expect: {
      statuses: [...Array.from({ length: moves }, () => 308), 401],
      also: (answers) => {
        assert.equal(answers.at(-1)?.body, "no key");
        showsNothing(answers);
      },
    },
  };
}

/** Another path, which is nobody's. */
function nowhere(target: string, moves = 0): ThreatCase {
  return {
    name: `${target}: another path`,
    send: (to) => follow(to, target),
    expect: {
      statuses: [...Array.from({ length: moves }, () => 308), 404],
      also: showsNothing,
    },
  };
}

function malformed(target: string): ThreatCase {
  return {
    name: `${target}: none`,
    send: (to) => follow(to, target),
    expect: refused("MALFORMED"),
  };
}

/** No guard is asked. */
export const withoutProxy: Removal = {
  check: "the proxy",
  edits: [
    {
      file: "server/admit/run-proxy.js",
      find: "if (source === undefined || !isForProxy(visit))",
      replace: "if (true)",
    },
  ],
};

const spellings: ThreatRow = {
  id: "K1",
  says: "guard, router and files see one spelling of a path: what the router takes to /admin is guarded",
  cases: [
    guarded("/admin"),
    guarded("/admin?_rsc=1"),
    guarded("/admin?x=/../public"),
    guarded("http://<host>/admin"),
    guarded("/admin/", 1),
    guarded("//admin", 1),
    guarded("/./admin", 1),
    guarded("/x/../admin", 1),
    guarded("/%2e/admin", 1),
    guarded("/x/%2E%2e/admin", 1),
    guarded("/%61dmin", 1),
    guarded("/%61%64%6D%69%6e/", 1),
    // Another path to the router; the guard, which is asked more often than it must be, is asked here too.
    guarded("/admin%2F"),
    guarded("/admin%2f", 1),
    nowhere("/admin%5C"),
    nowhere("/%2561dmin"),
    nowhere("/admin;x"),
    nowhere("/ADMIN"),
    nowhere("/admin.rsc"),
    nowhere("/admin.segments/page.rsc"),
    nowhere("/_next/data/threats/admin.json"),
    malformed("/admin%00"),
    malformed("/admin%0d%0a"),
    malformed("/%c0%afadmin"),
    malformed("/x%2f..%2fadmin"),
    {
      name: "\\\\admin: none, says Node",
      send: (to) => follow(to, "\\admin"),
      expect: answered(400),
    },
    malformed("/\\admin"),
    malformed("/admin#x"),
    malformed("/admin%"),
    {
      name: "the page's segments",
      send: (to) =>
        requestTo(to, {
          target: "/admin",
          headers: { Accept: "text/x-component", "Edict-Segments": "" },
        }),
      expect: answered(401, { also: showsNothing }),
    },
    {
      name: "HEAD",
      send: (to) => requestTo(to, { method: "HEAD", target: "/admin" }),
      expect: answered(401),
    },
    {
      name: "whoever may enter sees what is behind",
      send: (to) => requestTo(to, { target: "/admin", headers: administrator }),
      expect: answered(200, {
        runs: ["cachedWords"],
        also: ([page]) => assert.match(page?.body ?? "", unguarded),
      }),
    },
  ],
  without: [
    withoutProxy,
    {
      check: "another spelling moves to the one",
      edits: [
        {
          file: "server/admit/canonicalise.js",
          find: "if (path.value !== raw)",
          replace: "if (false)",
        },
      ],
    },
    {
      check: "a path has no control characters",
      edits: [
        {
          file: "routing/canonical-path.js",
          find: String.raw`if (/\p{Cc}/u.test(text))`,
          replace: "if (false)",
        },
      ],
    },
    {
      check: "dots are not hidden behind escapes",
      edits: [
        {
          file: "routing/canonical-path.js",
          find: 'text.split(/[/\\\\]/).some((part) => part === "." || part === "..")',
          replace: "false",
        },
      ],
    },
  ],
};

const internalHeaders = {
  "X-Middleware-Subrequest": "proxy:proxy:proxy:proxy:proxy",
  "X-Middleware-Rewrite": "/admin",
  "X-Middleware-Next": "1",
  "X-Middleware-Override-Headers": "cookie",
  "X-Middleware-Request-Cookie": "key=1",
  "X-Nextjs-Data": "1",
  "X-Nextjs-Rewrite": "/admin",
  "X-Nextjs-Postponed": "1",
  "X-Invoke-Path": "/admin",
  "X-Invoke-Status": "200",
  "X-Matched-Path": "/admin",
  "X-Now-Route-Matches": "1=admin",
  "X-Original-Url": "/admin",
  "X-Rewrite-Url": "/admin",
  "X-Forwarded-Uri": "/admin",
  "X-Edict-Reentered": "1",
  "Edict-Owner": "/admin",
  "Edict-Outcome": "returned",
  "Next-Resume": "1",
};

const internal: ThreatRow = {
  id: "K2",
  says: "internal headers from outside pass no guard, and the app does not see them",
  cases: [
    ...Object.entries(internalHeaders).flatMap(([name, value]): ThreatCase[] => [
      {
        name: `${name} at the guard`,
        send: (to) => requestTo(to, { target: "/admin", headers: { [name]: value } }),
        expect: answered(401, { also: showsNothing }),
      },
      {
        name: `${name} elsewhere`,
        send: (to) => requestTo(to, { target: "/seen", headers: { [name]: value } }),
        expect: answered(200, {
          also: ([answer]) =>
            assert.doesNotMatch(answer?.body ?? "", new RegExp(`"${name}"|/admin`, "i")),
        }),
      },
    ]),
    {
      name: "all of them",
      send: (to) => requestTo(to, { target: "/", headers: internalHeaders }),
      expect: answered(200, { also: showsNothing }),
    },
    {
      name: "what is not internal is seen",
      send: (to) => requestTo(to, { target: "/seen", headers: { "X-Team": "red" } }),
      expect: answered(200, { also: ([answer]) => assert.match(answer?.body ?? "", /"x-team"/) }),
    },
  ],
  without: [
    {
      check: "internal headers are hidden",
      edits: [
        {
          file: "server/admit/strip-internal.js",
          find: "if (!suspects.has(name.charCodeAt(0)))",
          replace: "if (true)",
        },
      ],
    },
    withoutProxy,
  ],
};

const queries = [
  "id=6",
  "nxtPid=6",
  "nxtIid=6",
  "params[id]=6",
  "slug=6",
  "__proto__[id]=6",
  "__nextDataReq=1",
  "__nextLocale=6",
  "_rsc=abc",
  "__edict_path=/admin",
  "x-matched-path=/admin",
  "1=6",
];

const queryKeys: ThreatRow = {
  id: "K3",
  says: "no key of a query is a parameter of a route",
  cases: [
    ...queries.map((query): ThreatCase => ({
      name: query,
      send: (to) => requestTo(to, { target: `/things/5?${query}` }),
      expect: answered(200, {
        also: ([page]) => {
          assert.match(page?.body ?? "", /thing: (?:<!-- -->)?5\b/);
          showsNothing(page === undefined ? [] : [page]);
        },
      }),
    })),
    ...queries.slice(-4).map((query): ThreatCase => ({
      name: `${query} at the guard`,
      send: (to) => requestTo(to, { target: `/admin?${query}` }),
      expect: answered(401, { also: showsNothing }),
    })),
  ],
  without: [
    {
      check: "parameters come from the path alone",
      rebuild: true,
      edits: [
        {
          file: "render/entry-rsc.js",
          find: "plan: planSegments(match, page.have ?? []) };",
          replace:
            "plan: withGiven(planSegments(match, page.have ?? []), Object.fromEntries(new URLSearchParams(page.search))) };",
        },
        {
          file: "render/entry-rsc.js",
          find: "function planPage(",
          replace:
            "const withGiven = (plan, given) => ({ ...plan, segments: plan.segments.map((each) => ({ ...each, params: { ...each.params, ...given } })) });\nfunction planPage(",
        },
      ],
    },
  ],
};

/** The form of an action, sent to another page than its own. */
export const replayedForms: readonly ThreatCase[] = [
  ...["/", "/inline", "/items/5", "/admin"].flatMap((target): ThreatCase[] => [
    {
      name: `posted to ${target}`,
      send: (to) => formOf(to, "purge", target),
      expect: answered(401, { also: ([answer]) => assert.equal(answer?.body, "no key") }),
    },
    {
      name: `posted to ${target} by whoever may`,
      send: (to) => formOf(to, "purge", target, administrator),
      expect: answered(200, { runs: ["purge word", "cachedWords"] }),
    },
  ]),
  {
    name: "with other action fields before its own",
    send: (to) =>
      formTo(to, [
        field(`$ACTION_ID_${to.idOf("submit")}`, ""),
        field(`$ACTION_ID_${to.idOf("purge")}`, ""),
        field("word", "a"),
      ]),
    expect: answered(401),
  },
  {
    name: "a form of pages with parameters",
    send: (to) => formOf(to, "rename", "/", administrator),
    expect: refused("NOT_FOUND"),
  },
];

function formOf(
  to: Target,
  action: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const parts = [field(`$ACTION_ID_${to.idOf(action)}`, ""), field("word", "a")];
  return formTo(to, parts, { target, headers });
}

/** An action is entered wherever it was posted to. */
export const withoutOwners: Removal = {
  check: "an action belongs to its routes",
  edits: [
    {
      file: "server/admit/enter-owner.js",
      find: 'owners === "everywhere" || owners.includes(here)',
      replace: "true",
    },
  ],
};

/** Paths, headers and queries that would pass a guard. */
export const pathRows: readonly ThreatRow[] = [spellings, internal, queryKeys];
