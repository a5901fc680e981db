const base = "https://news.example.test/v1";

export async function getHeadlines() {
  const res = await fetch(`${base}/headlines`, { next: { tags: ["headlines"] } });
  return res.json();
}

export const getStory = async (slug: string) => {
  const response = await fetch(`${base}/stories/${slug}`, {
    cache: "no-store",
    headers: { accept: "application/json" },
    next: { tags: ["stories", `story-${slug}`] },
  });
  return response.json();
};
