import { submitIdea, submitReview } from "./actions"

export default function Ideas() {
  return (
    <>
      <form action={submitIdea}>
        <input name="title" />
      </form>
      <form action={submitReview}>
        <textarea name="text" />
        <button>Review</button>
      </form>
    </>
  )
}
