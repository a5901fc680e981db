'use client';

import ReactDom, { useFormState } from 'react-dom';
import { createPoll } from './actions';

export function NewPollForm() {
  const [state, formAction] = useFormState(createPoll, null, '/polls/new');
  ReactDom.preconnect('https://images.example.test');
  return (
    <form action={formAction}>
      <input name="question" aria-invalid={state?.field === 'question'} />
      <button>Create</button>
    </form>
  );
}
