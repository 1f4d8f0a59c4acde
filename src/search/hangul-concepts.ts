import {
  conceptOf,
  nearestTerms,
  raise,
  rarityOf,
  type Findings,
  type OpenConcept,
  type TermKnowledge,
} from './concepts.ts'
import { isFunctionWord } from './function-words.ts'
import { stemHangul, stemLoosely } from './hangul-stem.ts'
import { cutIntoKnown } from './known-pieces.ts'
import { bigramsOf } from './tokens.ts'

/** Korean compounds end in what they are: 자동배포 is a 배포, 배포판 is not. */
const SURENESS = { kindOf: 0.5, compound: 0.3, piece: 0.3, bigrams: 0.4 } as const
const COMPOUND_LIMIT = 20

/** What a Hangul run of a query means: its stem where pages have it, else the pieces of it that they have. */
export function hangulConcepts(run: string, knowledge: TermKnowledge, findings: Findings): OpenConcept[] {
  const isKnown = (term: string): boolean => knowledge.index.frequencyOf(term) > 0
  const stem = [stemHangul(run), stemLoosely(run)].find(isKnown)
  if (stem === undefined) return ofUnknown(run, isKnown, knowledge, findings)
  const concept = conceptOf(stem, run, knowledge.index)
  const pieces = cutIntoKnown(stem, isKnown)
  if (pieces.length > 1) for (const piece of pieces) raise(concept.terms, piece, SURENESS.piece)
  addCompounds(stem, concept.terms, knowledge)
  return [concept]
}

function ofUnknown(
  run: string,
  isKnown: (term: string) => boolean,
  knowledge: TermKnowledge,
  { extras, unknown }: Findings,
): OpenConcept[] {
  const stem = stemHangul(run)
  const pieces = cutIntoKnown(stem, isKnown)
  if (pieces.join('') === stem) {
    for (const bigram of bigramsOf(run)) raise(extras, bigram, SURENESS.bigrams)
    addCompounds(stem, extras, knowledge)
    return pieces.map((piece) => conceptOf(piece, piece, knowledge.index))
  }
  unknown.push({ word: run, term: stem })
  const telling = pieces.filter(
    (piece) => piece.length > 1 && !isFunctionWord({ text: piece, script: 'hangul' }),
  )
  const terms = new Map([[stem, 1], ...nearestTerms(stem, run, knowledge)])
  addCompounds(stem, terms, knowledge)
  const together = [{ terms: bigramsOf(run), sureness: SURENESS.bigrams }]
  return [
    ...telling.map((piece) => ({ ...conceptOf(piece, piece, knowledge.index), isKnown: false })),
    { rarity: rarityOf(stem, knowledge.index), terms, together, form: run, isKnown: false },
  ]
}

/** The compounds that hold a word, the most frequent of them. */
function addCompounds(stem: string, terms: Map<string, number>, { vocabulary, index }: TermKnowledge): void {
  if (stem.length < 2) return
  const compounds = vocabulary.holding(stem)
  if (compounds.length > COMPOUND_LIMIT) {
    compounds.sort((one, other) => index.frequencyOf(other) - index.frequencyOf(one))
  }
  for (const term of compounds.slice(0, COMPOUND_LIMIT))
    raise(terms, term, term.endsWith(stem) ? SURENESS.kindOf : SURENESS.compound)
}
