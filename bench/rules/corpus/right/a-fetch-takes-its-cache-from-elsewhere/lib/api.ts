type Init = RequestInit & { next?: { tags?: string[]; revalidate?: number | false } };

const keep: Init = { cache: "force-cache" };

export function read(path: string, init: Init) {
  return fetch(`https://api.example.test${path}`, { ...init, headers: { accept: "application/json" } });
}

export const readKept = (path: string, tag: string) =>
  fetch(`https://api.example.test${path}`, { ...keep, next: { tags: [tag] } });

export async function api<T>(path: string, options: { next: { tags: string[] } }): Promise<T> {
  const answer = await read(path, { ...options, cache: "force-cache" });
  return answer.json();
}
