export async function revalidateTag(tag: string) {
  await fetch(`https://search.example.test/tags/${encodeURIComponent(tag)}/refresh`);
}

export const updateTag = (tag: string) => revalidateTag(`${tag}-live`);
