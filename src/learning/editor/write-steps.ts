import { isDeepStrictEqual } from 'node:util'
import { isMap, isSeq, YAMLMap, YAMLSeq, type Document, type Node } from 'yaml'
import { InvalidError } from '../../errors.ts'
import { editFrontMatter, setFrontMatter } from '../../markdown/front-matter.ts'
import { draftOf, linesOf, trimmed, type QuestionDraft, type StepDraft } from './draft.ts'
import type { StepsDraft } from './fields.ts'
import { readSteps } from './read-steps.ts'

/**
 * The file with the steps of the form. Steps that were there keep their remarks and the keys that the form does not
 * know, in whatever order they now come; of a translation only the words are written.
 * @throws InvalidError for what cannot be a step.
 */
export function writeSteps(source: string, form: StepsDraft): string {
  const drafts = form.steps.map(trimmed)
  for (const [index, draft] of drafts.entries()) refuseFaults(draft, index + 1, form.mode)
  const before = new Map(readSteps(source).map((step) => [step.id, draftOf(step)]))
  const keys = form.mode === 'words' ? WORDS : ALL
  const isSame =
    drafts.length === before.size &&
    drafts.every((draft, index) => {
      const [id, old] = [...before][index] ?? []
      return id === draft.id && old !== undefined && isUntouched(old, draft, keys)
    })
  const changed = isSame
    ? source
    : editFrontMatter(source, 'steps', (document, node) => {
        const nodes = nodesById(node)
        const list = new YAMLSeq()
        if (isSeq(node)) list.commentBefore = node.commentBefore ?? null
        for (const draft of drafts) {
          const old = before.get(draft.id)
          const kept = nodes.get(draft.id)
          if (kept && old && isUntouched(old, draft, keys)) list.items.push(kept)
          else list.items.push(writeStep(document, kept ?? newStep(document, draft), draft, old, keys))
        }
        return list
      })
  return form.mode === 'words' ? changed : writeAfter(changed, form.after)
}

/** Paths that come first, as typed: separated by commas or white space. */
function writeAfter(source: string, typed: string): string {
  const paths = typed.split(/[,\s]+/u).filter(Boolean)
  return setFrontMatter(source, { after: paths.length > 0 ? paths : undefined })
}

/** Keys of a step that the form has fields for; those of a translation. */
const ALL = [
  'section',
  'page',
  'url',
  'title',
  'why',
  'minutes',
  'due',
  'optional',
  'after',
  'check',
] as const
const WORDS = ['section', 'url', 'title', 'why', 'check'] as const
type Key = (typeof ALL)[number]

function isUntouched(old: StepDraft, draft: StepDraft, keys: readonly Key[]): boolean {
  return keys.every((key) => isDeepStrictEqual(partOf(trimmed(old), key), partOf(draft, key)))
}

/** What the form says about a key. */
function partOf(draft: StepDraft, key: Key): unknown {
  if (key !== 'check') return draft[key]
  const { check, confirm, questions } = draft
  if (check === 'task') return { check, do: draft.do, confirm }
  return check === 'quiz' ? { check, questions } : { check }
}

/** What is written for a key; undefined: nothing. */
function valueOf(draft: StepDraft, key: Exclude<Key, 'check'>): unknown {
  if (key === 'minutes') return draft.minutes === '' ? undefined : Number(draft.minutes)
  if (key === 'due') return draft.due === '' ? undefined : `${Number(draft.due)}d`
  if (key === 'optional') return draft.optional || undefined
  if (key === 'after') return draft.after.length > 0 ? draft.after : undefined
  return draft[key] === '' ? undefined : draft[key]
}

function newStep(document: Document, { id }: StepDraft): YAMLMap {
  const map = new YAMLMap()
  map.set('id', document.createNode(id))
  return map
}

function writeStep(
  document: Document,
  map: YAMLMap,
  draft: StepDraft,
  old: StepDraft | undefined,
  keys: readonly Key[],
): YAMLMap {
  for (const key of keys) {
    if (old && isDeepStrictEqual(partOf(trimmed(old), key), partOf(draft, key))) continue
    if (key === 'check') writeCheck(document, map, draft)
    else setKey(document, map, key, valueOf(draft, key))
  }
  // What came last stays last: a check is the longest part of a step.
  const check = map.items.findIndex((pair) => String(pair.key) === 'check')
  if (check >= 0) map.items.push(...map.items.splice(check, 1))
  return map
}

function writeCheck(document: Document, step: YAMLMap, draft: StepDraft): void {
  const there: unknown = step.get('check', true)
  const map = isMap(there) ? there : new YAMLMap()
  const wasQuiz = map.get('questions', true)
  setKey(document, map, 'type', draft.check)
  setKey(document, map, 'do', draft.check === 'task' ? draft.do || undefined : undefined)
  setKey(document, map, 'confirm', draft.check === 'task' ? draft.confirm || undefined : undefined)
  if (draft.check === 'quiz') map.set('questions', questionNodes(document, wasQuiz, draft.questions))
  else map.delete('questions')
  if (map !== there) map.flow = draft.check === 'read'
  step.set('check', map)
}

function questionNodes(document: Document, there: unknown, questions: readonly QuestionDraft[]): YAMLSeq {
  const old: readonly unknown[] = isSeq(there) ? there.items : []
  const list = new YAMLSeq()
  for (const { from, ask, options, accept, because } of questions) {
    const kept = from === '' ? undefined : old[Number(from)]
    const map = isMap(kept) ? kept : new YAMLMap()
    const right = options.filter((option) => option.right).map(({ text }) => text)
    setKey(document, map, 'ask', ask)
    setKey(document, map, 'options', options.length > 0 ? options.map(({ text }) => text) : undefined)
    setKey(document, map, 'answer', right.length > 0 ? right : undefined)
    setKey(document, map, 'accept', options.length === 0 && accept !== '' ? linesOf(accept) : undefined)
    setKey(document, map, 'because', because || undefined)
    list.items.push(map)
  }
  return list
}

/** Sets what differs, so that quotes and remarks of what does not stay. */
function setKey(document: Document, map: YAMLMap, key: string, value: unknown): void {
  if (value === undefined) return void map.delete(key)
  const there = map.get(key, true) as Node | undefined
  const said: unknown = there?.toJS(document)
  const isSaid = isDeepStrictEqual(said, value) || isDeepStrictEqual([said], value)
  if (!isSaid) map.set(key, typeof value === 'object' ? document.createNode(value) : value)
}

function nodesById(node: Node | undefined): Map<string, YAMLMap> {
  const items: readonly unknown[] = isSeq(node) ? node.items : []
  const maps = items.filter((item): item is YAMLMap => isMap(item))
  return new Map(maps.map((map) => [String(map.get('id')).normalize('NFC'), map]))
}

function refuseFaults(draft: StepDraft, step: number, mode: StepsDraft['mode']): void {
  const { minutes, due, check, questions, page, url, title } = draft
  const refuse = (key: string, params = {}): never => {
    throw new InvalidError(key, { step, ...params }, { field: 'steps' })
  }
  if (minutes !== '' && !/^[1-9]\d{0,3}$/.test(minutes)) refuse('learning.edit.minutes.wrong')
  if (due !== '' && !/^\d{1,3}$/.test(due)) refuse('learning.edit.due.wrong')
  if (mode === 'steps' && page === '' && url === '' && title === '') refuse('learning.edit.title.missing')
  if (check !== 'quiz') return
  if (questions.length === 0) refuse('learning.edit.quiz.empty')
  const unasked = questions.findIndex(({ ask }) => ask === '')
  if (unasked >= 0) refuse('learning.edit.ask.missing', { question: unasked + 1 })
}
