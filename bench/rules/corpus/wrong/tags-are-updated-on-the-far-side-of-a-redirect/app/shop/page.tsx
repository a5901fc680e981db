import { cacheTag } from "next/cache"
import { pool } from "@/lib/pool"
import { ProductEditor } from "./product-editor"

async function products() {
  "use cache"
  cacheTag("products")
  return (await pool.query("select sku, name from products where not retired")).rows
}

export default async function Shop() {
  return <ProductEditor products={await products()} />
}
