import { submitAnswer } from "../actions";

export default async function Question({ params }: { params: Promise<{ question: string }> }) {
  const { question } = await params;
  return (
    <form action={submitAnswer.bind(null, Number(question))}>
      <label><input type="radio" name="choice" value="a" /> Yes</label>
      <label><input type="radio" name="choice" value="b" /> No</label>
      <button>Next</button>
    </form>
  );
}
