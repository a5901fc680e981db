async function load(path) {
  const answer = await fetch(path, { method: 'GET', next: { tags: ['posts'] } })
  return answer.json()
}

export default async function Posts() {
  const posts = await load('/api/posts')
  const count = await fetch('/api/posts/count', { next: { revalidate: 0, tags: ['posts'] } }).then((r) => r.text())
  const authors = await fetch('/api/authors', { next: { tags: ['authors'] } }).then((r) => r.json())
  return (
    <p>
      {count} of {posts.length} by {authors.length} people
    </p>
  )
}
