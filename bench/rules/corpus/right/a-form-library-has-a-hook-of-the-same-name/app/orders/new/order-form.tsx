'use client'

import { useForm, useFormState } from 'react-hook-form'
import { useFormStatus } from 'react-dom'
import { placeOrder } from './actions'

type Fields = { sku: string; count: number }

function Submit() {
  const { pending } = useFormStatus()
  return <button disabled={pending}>Order</button>
}

export function OrderForm() {
  const { register, handleSubmit, control, setError } = useForm<Fields>()
  const { isDirty, isSubmitting } = useFormState({ control })
  const submit = handleSubmit(async (fields) => {
    const result = await placeOrder(fields)
    if (result.error) setError('sku', { message: result.error })
  })
  return (
    <form onSubmit={submit} data-dirty={isDirty} aria-busy={isSubmitting}>
      <input {...register('sku')} />
      <input type="number" {...register('count', { valueAsNumber: true })} />
      <Submit />
    </form>
  )
}
