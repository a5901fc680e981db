export function slugOf(title: string) {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

export async function describe(params: { slug: string }) {
  const { slug } = params;
  return slug.replaceAll("-", " ");
}
