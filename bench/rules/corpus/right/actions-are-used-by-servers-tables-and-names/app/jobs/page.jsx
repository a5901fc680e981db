import { start, stop, jobState } from './actions'
import { JobButton } from './job-button'

const table = { start, stop }

export default async function Jobs() {
  const state = await jobState('nightly')
  const next = state === 'running' ? 'stop' : 'start'
  return <JobButton label={next} run={table[next]} id="nightly" />
}
