import { finishSurvey, skipSurvey } from "./actions";

export default function Surveys() {
  return (
    <form action={finishSurvey}>
      <input name="score" />
      <button>Done</button>
      <button formAction={skipSurvey}>Skip</button>
    </form>
  );
}
