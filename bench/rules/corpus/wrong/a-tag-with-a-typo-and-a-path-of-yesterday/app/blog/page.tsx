import { cacheTag } from "next/cache";
import { posts } from "@/lib/posts";
import { Tags } from "@/lib/tags";
import { unpublish } from "./actions";

async function live() {
  "use cache";
  cacheTag(Tags.posts);
  return posts.find({ live: true });
}

export default async function Blog() {
  return (await live()).map((post) => (
    <form key={post.slug} action={unpublish.bind(null, post.slug)}>
      <button>Unpublish {post.title}</button>
    </form>
  ));
}
