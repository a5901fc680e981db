export const Tags = { posts: "posts" };
