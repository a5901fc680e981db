import type { AppFinding, AppRule } from "./app-rule.ts";

/** Rule `proxy-invalid`: a proxy that could not be run, or two of them. */
export const checkProxyFile: AppRule = (app) => {
  const proxies = [...app.files.values()].filter(({ proxy }) => proxy !== undefined);
  const [first] = proxies;
  return proxies.flatMap(({ file, path, proxy }): AppFinding[] => {
    const faults = (proxy?.faults ?? []).map(({ range, problem }): AppFinding => ({
      file,
      code: "proxy-invalid",
      range,
      params: { problem },
    }));
    if (path === first?.path) return faults;
    const problem = `${first?.path ?? ""} and ${path} are both the app's proxy, and only one can be.`;
    return [
      ...faults,
      { file, code: "proxy-invalid", range: { start: 0, end: 0 }, params: { problem } },
    ];
  });
};
