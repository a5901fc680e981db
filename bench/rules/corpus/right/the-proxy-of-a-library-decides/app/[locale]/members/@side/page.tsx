export default function Side() {
  return <aside>Members</aside>
}
