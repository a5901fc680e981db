const all = [
  { id: 1, name: 'Linden Books', city: 'aarhus', open: true },
  { id: 2, name: 'Harbour Tea', city: 'aarhus', open: false },
]

export async function findShops(city: string, filter: { open: boolean }) {
  return all.filter((shop) => shop.city === city && (!filter.open || shop.open))
}
