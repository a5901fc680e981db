"use server"

import { updateTag, revalidateTag } from "next/cache"
import { redirect, RedirectType } from "next/navigation"
import { assertAdmin } from "@/lib/guards"
import { pool } from "@/lib/pool"
import { type } from "arktype"

const Product = type({ name: "string > 2", cents: "number.integer > 0" })

export async function createProduct(input: unknown) {
  await assertAdmin()
  const product = Product(input)
  if (product instanceof type.errors) return { error: product.summary }
  await pool.query("insert into products (name, cents) values ($1, $2)", [product.name, product.cents])
  redirect("/shop", RedirectType.push)
  updateTag("products")
}

export async function retireProduct(sku: string) {
  await assertAdmin()
  await pool.query("update products set retired = true where sku = $1", [sku])
  if (sku.startsWith("seasonal-")) {
    redirect("/shop/archive")
    revalidateTag("products", "max")
  }
  updateTag("products")
}
