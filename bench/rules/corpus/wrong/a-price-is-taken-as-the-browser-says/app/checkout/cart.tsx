"use client";

import { useState } from "react";
import { checkout, setNickname } from "./actions";

export function Cart() {
  const [lines] = useState([{ sku: "TEA-1", count: 2, price: 450 }]);
  return (
    <>
      <input onBlur={(event) => setNickname(event.target.value)} />
      <button onClick={() => checkout(lines)}>Order</button>
    </>
  );
}
