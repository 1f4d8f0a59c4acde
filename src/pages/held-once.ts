/** The value that is held under a key, which is this one where there was none: so that equal ones take their room once. */
export function heldOnce<Value>(held: Map<string, Value>, key: string, value: Value): Value {
  const known = held.get(key)
  if (known !== undefined) return known
  held.set(key, value)
  return value
}
