import FeedbackForm from "./feedback-form"
import { RatingForm } from "./rating-form"

export default function Page() {
  return [<FeedbackForm key="f" />, <RatingForm key="r" />]
}
