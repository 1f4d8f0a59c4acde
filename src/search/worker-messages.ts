import type { SearchEngine } from './engine.ts'

/** What the index thread is asked: to open an index, then the methods of its engine. */
export type EngineMethod = keyof SearchEngine | 'open'

export interface EngineCall {
  readonly id: number
  readonly method: EngineMethod
  readonly parameters: readonly unknown[]
}

export type EngineReply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string }
