import { Confirm } from './confirm'

export default async function ConfirmPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  return <Confirm token={(await searchParams).token ?? ''} />
}
