import type { SearchEngine } from './engine.ts'

export type EngineMethod = keyof SearchEngine

/** A call of one of the engine's methods, and its reply. */
export interface EngineRequest {
  readonly id: number
  readonly method: EngineMethod
  readonly parameters: readonly unknown[]
}

export type EngineReply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string }
