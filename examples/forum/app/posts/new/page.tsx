import type { Metadata } from "next";
import { redirect } from "edict";
import { createPost } from "@/app/actions/post.actions";
import { PostForm } from "@/components/post-form";
import { currentUser } from "@/lib/session";

export const metadata: Metadata = {
  title: "New post",
  description: "Ask something, or tell how you mended it.",
};

export default async function NewPostPage() {
  if ((await currentUser()) === undefined) redirect("/sign-in?next=/posts/new");
  return (
    <div className="narrow stack">
      <h1>New post</h1>
      <div className="panel">
        <PostForm action={createPost} />
      </div>
    </div>
  );
}
