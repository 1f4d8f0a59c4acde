/** Kinds of page. A new kind is one entry here and, where it shows more than prose, one view. */
export const kinds = ['lesson', 'guide', 'onboarding', 'path', 'retro', 'direction', 'note'] as const
export type Kind = (typeof kinds)[number]

export interface KindFacts {
  /** Where its pages usually live, and the address of its index. */
  readonly folder: string
  readonly icon: string
}

export const kindFacts: Readonly<Record<Kind, KindFacts>> = {
  lesson: { folder: 'lessons', icon: 'sign' },
  guide: { folder: 'guides', icon: 'book' },
  onboarding: { folder: 'onboarding', icon: 'door' },
  path: { folder: 'paths', icon: 'route' },
  retro: { folder: 'retros', icon: 'retro' },
  direction: { folder: 'directions', icon: 'compass' },
  note: { folder: 'notes', icon: 'file' },
}

export function isKind(text: unknown): text is Kind {
  return (kinds as readonly unknown[]).includes(text)
}

/** The kind of a page that does not say: by its folder, else a note. */
export function kindOfFolder(path: string): Kind {
  const folder = path.split('/')[0]
  return kinds.find((kind) => kindFacts[kind].folder === folder) ?? 'note'
}
