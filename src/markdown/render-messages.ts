import type { Lang } from '../user.ts'
import type { LinkRequest, LinkTargetPage } from './linker.ts'
import type { Rendered } from './render.ts'

/** A page to be rendered by the thread, which cannot look up pages: it is told what links lead to. */
export interface RenderCall {
  readonly id: number
  readonly body: string
  readonly lang: Lang
  readonly path: string
  readonly known: readonly (readonly [LinkRequest, LinkTargetPage | undefined])[]
}

export interface RenderReply {
  readonly id: number
  readonly rendered: Rendered
  /** What was asked for and is not among `known`; taken for missing. */
  readonly asked: readonly LinkRequest[]
}

/** One name for each request. */
export function nameOfRequest({ path, title }: LinkRequest): string {
  return JSON.stringify([path, title])
}
