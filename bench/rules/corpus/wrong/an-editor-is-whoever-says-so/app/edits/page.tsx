import { suggestEdit } from './actions'

export default function Edits() {
  return (
    <form action={suggestEdit}>
      <input name="page" />
      <textarea name="text" />
      <input type="hidden" name="editorId" value="7" />
      <button>Suggest</button>
    </form>
  )
}
