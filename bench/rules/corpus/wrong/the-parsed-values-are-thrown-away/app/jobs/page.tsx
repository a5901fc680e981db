import { postJob } from "./actions";

export default function Jobs() {
  return (
    <form action={postJob}>
      <input name="title" />
      <input name="salary" />
      <button>Post</button>
    </form>
  );
}
