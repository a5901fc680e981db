import { getHeadlines, getStory } from "../../lib/news-api";

export default async function News() {
  const [headlines, story] = await Promise.all([getHeadlines(), getStory("front")]);
  return (
    <>
      <h1>{story.title}</h1>
      {headlines.map((h: string) => (
        <p key={h}>{h}</p>
      ))}
    </>
  );
}
