import { cacheTag } from "next/cache";
import { comments } from "@/lib/comments";
import { removeComment } from "./actions";
import { CommentForm } from "./comment-form";

async function all() {
  "use cache";
  cacheTag("comments");
  return comments.find();
}

export default async function Comments() {
  return (await all()).map((comment) => (
    <CommentForm key={comment.id} id={comment.id} text={comment.text} remove={removeComment} />
  ));
}
