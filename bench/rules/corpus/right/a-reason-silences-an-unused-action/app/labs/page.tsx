import { joinLab } from "./actions";

export default function Labs() {
  return (
    <form action={joinLab.bind(null, "voice")}>
      <button>Join the voice lab</button>
    </form>
  );
}
