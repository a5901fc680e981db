import type { ProfileName } from "../harness/profiles.ts";
import { callTo, field, formTo, type RawRequest } from "../harness/raw-request.ts";
import { answered, refused, type ThreatCase } from "../harness/threat-row.ts";
import type { RefusalCode } from "../../../src/errors/index.ts";

/** Headers in place of those of a good request; undefined leaves one out. */
export type SentHeaders = NonNullable<RawRequest["headers"]>;

/** Headers, what they are called, and the server that they are sent to. */
export interface Sent {
  readonly name: string;
  readonly server?: ProfileName;
  readonly headers: SentHeaders;
}

function serverOf({ server }: Sent): Pick<ThreatCase, "server"> {
  return server === undefined ? {} : { server };
}

/** A call and a form with these headers, each refused. */
export function refusedBoth(code: RefusalCode, sent: Sent): readonly ThreatCase[] {
  return [
    {
      ...serverOf(sent),
      name: `a call with ${sent.name}`,
      send: (to) => callTo(to, { headers: sent.headers }),
      expect: refused(code),
    },
    {
      ...serverOf(sent),
      name: `a form with ${sent.name}`,
      send: (to) =>
        formTo(to, [field(`$ACTION_ID_${to.idOf("submitVault")}`, "")], { headers: sent.headers }),
      expect: refused(code),
    },
  ];
}

/** A call and a form with these headers, each let through. */
export function passesBoth(sent: Sent): readonly ThreatCase[] {
  return [
    {
      ...serverOf(sent),
      name: `a call with ${sent.name}, which passes`,
      send: (to) => callTo(to, { action: "echo", headers: sent.headers }),
      expect: answered(200, { runs: ["echo"] }),
    },
    {
      ...serverOf(sent),
      name: `a form with ${sent.name}, which passes`,
      send: (to) =>
        formTo(to, [field(`$ACTION_ID_${to.idOf("submit")}`, "")], { headers: sent.headers }),
      expect: answered(200, { runs: ["submit "] }),
    },
  ];
}
