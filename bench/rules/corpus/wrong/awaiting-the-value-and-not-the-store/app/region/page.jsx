import { cookies, draftMode } from 'next/headers'
import { regions } from '../../lib/regions'

export default async function Region({ params, searchParams }) {
  const chosen = await cookies().get('region')
  const { isEnabled } = draftMode()
  const region = await regions.findOne({ code: chosen?.value ?? searchParams.code, draft: isEnabled })
  return <h1>{region.name}</h1>
}
