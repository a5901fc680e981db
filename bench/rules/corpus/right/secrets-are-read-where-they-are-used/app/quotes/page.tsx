import { requireUser } from "@/lib/require-user";
import { QuoteButton } from "./quote-button";

const endpoint = process.env.QUOTES_URL ?? "https://quotes.example.test";
const apiKey = process.env.QUOTES_API_KEY;

export default function Quotes() {
  const language = process.env.QUOTES_LANGUAGE ?? "en";

  async function quote() {
    "use server";
    await requireUser();
    const secret = process.env.QUOTES_SECRET;
    const answer = await fetch(`${endpoint}/${language}`, {
      headers: { "x-key": apiKey ?? "", "x-secret": secret ?? "" },
    });
    return answer.text();
  }

  return <QuoteButton quote={quote} />;
}
