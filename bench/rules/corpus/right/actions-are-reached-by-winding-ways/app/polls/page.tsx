import * as actions from "../actions";
import { Lazy } from "./lazy";

export default function Polls() {
  return (
    <>
      <form action={actions.vote.bind(null, "p1", 2)}>
        <button>Vote</button>
      </form>
      <form action={actions["take back"].bind(null, "p1")}>
        <button>Take back</button>
      </form>
      <form action={actions.closePoll.bind(null, "p1")}>
        <button>Close</button>
      </form>
      <Lazy />
    </>
  );
}
