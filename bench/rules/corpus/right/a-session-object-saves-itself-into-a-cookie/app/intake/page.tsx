import { draftSession } from "../../lib/session";
import { hint, nextStep, startOver } from "./actions";

export default async function Intake() {
  const { step = 0 } = await draftSession();
  return (
    <form action={nextStep}>
      <p>{await hint(step)}</p>
      <input name="answer" />
      <button>Next</button>
      <button formAction={startOver}>Start over</button>
    </form>
  );
}
