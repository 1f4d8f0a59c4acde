/** A parameter of an operation; one of the path is always there. */
export function parameter(name: string, place: 'path' | 'query' | 'header', about: string) {
  return { name, in: place, required: place === 'path', description: about, schema: { type: 'string' } }
}

/** A request's body of JSON with these properties. */
export function json(properties: Readonly<Record<string, unknown>>) {
  return { content: { 'application/json': { schema: { type: 'object', properties } } }, required: true }
}

/** What an operation does and answers, with the problems that any may answer with. */
export function operation(summary: string, parameters: readonly unknown[], answers: Record<number, string>) {
  const problems = {
    400: 'Cannot be read',
    401: 'Not signed in',
    403: 'Not for this role',
    404: 'Missing, or not visible',
  }
  const responses = Object.fromEntries(
    Object.entries({ ...problems, ...answers }).map(([status, about]) => [status, { description: about }]),
  )
  return { summary, parameters, responses }
}
