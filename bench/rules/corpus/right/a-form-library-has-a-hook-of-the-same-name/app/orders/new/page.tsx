import { OrderForm } from './order-form'

export default function NewOrder() {
  return <OrderForm />
}
