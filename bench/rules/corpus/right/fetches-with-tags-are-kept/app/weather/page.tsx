import { readForecast, readHistory, warn } from "../../lib/weather";

export const fetchCache = "default-cache";

export default async function Weather() {
  const forecast = await fetch("https://weather.example.test/now", { next: { tags: ["now"] } }).then((r) => r.json());
  const [week, history] = await Promise.all([readForecast("week"), readHistory()]);
  return (
    <form action={warn}>
      <p>{forecast.text}</p>
      <p>{week.text}</p>
      <p>{history.length}</p>
      <button>Newer, please</button>
    </form>
  );
}
