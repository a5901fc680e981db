import { VoucherForm } from './voucher-form'

export default function Vouchers() {
  return <VoucherForm />
}
