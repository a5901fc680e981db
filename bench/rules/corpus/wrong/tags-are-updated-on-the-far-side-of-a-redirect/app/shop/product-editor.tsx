"use client"

import { createProduct, retireProduct } from "./actions"

export function ProductEditor({ products }: { products: { sku: string; name: string }[] }) {
  return (
    <>
      <button onClick={() => createProduct({ name: "Untitled", cents: 100 })}>New</button>
      {products.map((p) => (
        <button key={p.sku} onClick={() => retireProduct(p.sku)}>
          Retire {p.name}
        </button>
      ))}
    </>
  )
}
