'use client';

import { useTransition } from 'react';
import { reserve } from './actions';

export function Room({ id, number }: { id: string; number: number }) {
  const [pending, startTransition] = useTransition();
  return (
    <button disabled={pending} onClick={() => startTransition(() => reserve(id))}>
      Take {number}
    </button>
  );
}
