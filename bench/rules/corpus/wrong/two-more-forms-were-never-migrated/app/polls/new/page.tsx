import { NewPollForm } from './form';
import { OptionForm } from './option-form';

export default async function NewPoll({ searchParams }: { searchParams: Promise<{ poll?: string }> }) {
  const { poll } = await searchParams;
  return poll ? <OptionForm pollId={poll} /> : <NewPollForm />;
}
