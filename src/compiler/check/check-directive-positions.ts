import type { Finding, Rule } from "./finding.ts";

/** Rules `use-server-not-first` and `use-server-and-use-client`. */
export const checkDirectivePositions: Rule = ({ directives }) => {
  const findings: Finding[] = directives.misplaced.map(({ statement, place, owner }) => ({
    code: "use-server-not-first",
    range: statement,
    params: { place, owner },
  }));
  const { useServer, useClient } = directives;
  if (useServer === undefined || useClient === undefined) return findings;
  const second = useServer.start > useClient.start ? useServer : useClient;
  return [...findings, { code: "use-server-and-use-client", range: second, params: {} }];
};
