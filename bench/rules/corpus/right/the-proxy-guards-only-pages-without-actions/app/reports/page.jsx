export default function Reports() {
  return <p>Nothing to do here but to read.</p>
}
