import { markDone } from "../actions";
import { Step } from "../step";

export default function Flow({ params }: { params: Promise<{ flow: string }> }) {
  return <Step name="first" params={params} onDone={markDone} />;
}
