export function headers() {
  const values = {}
  return {
    set(name, value) {
      values[name] = value
      return this
    },
    all: () => values,
  }
}
