import { revalidateTag as next, unstable_cache } from "next/cache";

export const profile = "hours";

export function cached<T>(key: string, load: () => Promise<T>) {
  return unstable_cache(load, [key], { tags: [key] });
}

export function revalidate(...keys: string[]) {
  keys.forEach((key) => next(key, profile));
}
