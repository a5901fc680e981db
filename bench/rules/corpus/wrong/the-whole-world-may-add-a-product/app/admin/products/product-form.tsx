'use client';

import { useActionState } from 'react';
import { addProduct } from './actions';

export function ProductForm() {
  const [{ errors }, action, pending] = useActionState(addProduct, {});
  return (
    <form action={action}>
      <input name="name" />
      {errors?.name}
      <input name="price" inputMode="decimal" />
      {errors?.price}
      <button disabled={pending}>Add</button>
    </form>
  );
}
