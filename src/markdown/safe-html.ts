/**
 * HTML that may be written into a page as it is: what the sanitiser let through, or text that was
 * escaped. Only this folder makes it, so a view that takes `SafeHtml` cannot be given an author's.
 */
export type SafeHtml = string & { readonly __brand: 'SafeHtml' }

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML, fit for an element's content and for a quoted attribute. */
export function escapeHtml(text: string): SafeHtml {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character) as SafeHtml
}

/**
 * A template whose values are escaped, unless they are numbers. `SafeHtml` goes through `trusted`.
 * Not named `html`: prettier would add white space to what is in it.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Trusted)[]
): SafeHtml {
  let out = parts[0] ?? ''
  values.forEach((value, index) => {
    out +=
      typeof value === 'string' ? escapeHtml(value) : typeof value === 'number' ? String(value) : value.html
    out += parts[index + 1] ?? ''
  })
  return out as SafeHtml
}

/** A value that `markup` writes without escaping. A brand is gone at run time, so it has to be said. */
export interface Trusted {
  readonly html: SafeHtml
}

/** Marks HTML that is already safe, for use inside `markup`. */
export function trusted(safe: SafeHtml): Trusted {
  return { html: safe }
}
