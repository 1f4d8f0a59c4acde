const COUNT = 8

/** `work`, remembering what it made of the last few texts: a save asks the same of one text several times over. */
export function rememberLast<Made>(work: (text: string) => Made): (text: string) => Made {
  const last = new Map<string, Made>()
  return (text) => {
    const known = last.get(text)
    if (known !== undefined) return known
    const made = work(text)
    if (last.size >= COUNT) last.delete(last.keys().next().value ?? '')
    last.set(text, made)
    return made
  }
}
