'use client';

import { useState } from 'react';
import { useFormState } from 'react-dom';
import { addOption } from './actions';

export function OptionForm({ pollId }: { pollId: string }) {
  const [label, setLabel] = useState('');
  const [message, submit] = useFormState(addOption.bind(null, pollId), '');
  return (
    <form action={submit}>
      <input name="label" value={label} onChange={(e) => setLabel(e.target.value)} />
      {message}
    </form>
  );
}
