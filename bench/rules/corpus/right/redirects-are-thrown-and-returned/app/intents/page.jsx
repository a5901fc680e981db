import { handleDraft } from './actions'

export default function Intents() {
  return (
    <form action={handleDraft}>
      <input type="hidden" name="id" value="d1" />
      <button name="intent" value="publish">Publish</button>
      <button name="intent" value="discard">Discard</button>
      <button name="intent" value="preview">Preview</button>
    </form>
  )
}
