"use client";

import { useEffect, useState } from "react";
import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export default function Total() {
  const [total, setTotal] = useState(0);
  useEffect(() => {
    prisma.sale.count().then(setTotal);
  }, []);
  return <b>{total}</b>;
}
