import { addTag, dropTag } from './actions'
import { TagForm } from './tag-form'

export default function Tags() {
  return (
    <>
      <TagForm />
      <form action={addTag}> {/* quick add, without messages */}
        <input name="name" defaultValue="untitled" />
        <button>Quick add</button>
      </form>
      <form action={dropTag}>
        <input name="name" />
        <button>Drop</button>
      </form>
    </>
  )
}
