import { redeemCoupon } from "./actions";

export default function Coupons() {
  return (
    <form action={redeemCoupon}>
      <input name="code" />
      <button>Redeem</button>
    </form>
  );
}
