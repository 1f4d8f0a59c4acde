import type { StepDraft } from './draft.ts'

/** A section of a path, from one signpost to the next; the first may have no name. */
interface Section {
  readonly name: string
  readonly steps: StepDraft[]
}

/** One place up: at the top of a section, a step goes to the end of the one before. */
export function moveUp(steps: readonly StepDraft[], index: number): StepDraft[] {
  const sections = sectionsOf(steps)
  const [at, place] = placeOf(sections, index)
  const section = sections[at]
  const [step] = section?.steps.splice(place, 1) ?? []
  if (!section || !step) return [...steps]
  if (place > 0) section.steps.splice(place - 1, 0, step)
  else if (at > 0) sections[at - 1]?.steps.push(step)
  else section.steps.unshift(step)
  return joinSections(sections)
}

/** One place down: at the end of a section, a step goes to the top of the next. */
export function moveDown(steps: readonly StepDraft[], index: number): StepDraft[] {
  const sections = sectionsOf(steps)
  const [at, place] = placeOf(sections, index)
  const section = sections[at]
  const [step] = section?.steps.splice(place, 1) ?? []
  if (!section || !step) return [...steps]
  if (place < section.steps.length) section.steps.splice(place + 1, 0, step)
  else if (at + 1 < sections.length) sections[at + 1]?.steps.unshift(step)
  else section.steps.push(step)
  return joinSections(sections)
}

/** From one place to another, into the section of the step that it then follows. */
export function moveTo(steps: readonly StepDraft[], from: number, to: number): StepDraft[] {
  const step = steps[from]
  if (!step || to < 0 || to >= steps.length) return [...steps]
  const rest = removeAt(steps, from)
  const [first] = rest
  if (to > 0 || !first) return [...rest.slice(0, to), { ...step, section: '' }, ...rest.slice(to)]
  return [{ ...step, section: first.section }, { ...first, section: '' }, ...rest.slice(1)]
}

/** Without one; the section that it began goes on with the next step. */
export function removeAt(steps: readonly StepDraft[], index: number): StepDraft[] {
  const sections = sectionsOf(steps)
  const [at, place] = placeOf(sections, index)
  sections[at]?.steps.splice(place, 1)
  return joinSections(sections)
}

function sectionsOf(steps: readonly StepDraft[]): Section[] {
  const sections: Section[] = []
  for (const step of steps) {
    const last = sections.at(-1)
    if (step.section !== '' || !last) sections.push({ name: step.section, steps: [step] })
    else last.steps.push(step)
  }
  return sections
}

function placeOf(sections: readonly Section[], index: number): [number, number] {
  let rest = index
  for (const [at, { steps }] of sections.entries()) {
    if (rest < steps.length) return [at, rest]
    rest -= steps.length
  }
  return [-1, -1]
}

function joinSections(sections: readonly Section[]): StepDraft[] {
  return sections.flatMap(({ name, steps }) =>
    steps.map((step, index) => ({ ...step, section: index === 0 ? name : '' })),
  )
}
