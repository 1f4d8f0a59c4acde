import { createWorld, type World } from './world.ts'

const PATH = 'retros/first'
const SOURCE = `---
title: First
kind: retro
lang: en
owner: leo
tags: [learning]
retro:
  reasons:
    - {reason: To grow, outcome: We did}
  learned:
    - Read the official docs first
    - Keep a backup
  actions:
    - {what: Try it, owner: mina, by: 2026-12-01}
  mood: good
---

Text.
`
let world: World
beforeEach(async () => {
  world = await createWorld()
  await world.write(PATH, SOURCE)
})
afterEach(() => world.close())

const draw = (more = {}) =>
  world.guidance.retros.draw(world.people.leo, PATH, {
    item: 0,
    learned: 'Read the official docs first',
    what: 'Write it up',
    owner: 'noa',
    by: '2026-11-30',
    ...more,
  })
const waiting = async (who: World['people']['mina']) =>
  (await world.guidance.waitingFor(who, 'en')).map(({ title, late }) => `${title}${late ? ' late' : ''}`)

test('a lesson is drawn with one action: a draft that knows where it was learned, in one commit', async () => {
  const before = world.pages.content.head()
  const path = await draw()
  expect(path).toBe('lessons/read-the-official-docs-first')
  const page = world.pages.get(world.people.noa, path)
  expect(page).toMatchObject({ status: 'draft', owner: 'noa', kind: 'lesson' })
  expect(page.original.frontMatter.lesson?.learnedFrom).toBe(PATH)
  const source = world.show(`${PATH}.md`)
  expect(source).toContain(`lesson: ${path}`)
  expect(source).toContain('mood: good')
  expect(source.endsWith('---\n\nText.\n')).toBe(true)
  const commit = world.pages.content.history.find(world.pages.content.head()!)
  expect([commit?.parents[0], commit?.files.length]).toEqual([before, 2])
  expect(await waiting(world.people.noa)).toEqual(['Write it up'])
})

test('the retrospective lists the lessons that name it, whoever wrote them; drafts only for those who may see them', async () => {
  await draw()
  const lesson = '---\ntitle: Later\nkind: lesson\nlesson: {learnedFrom: retros/first}\n---\n'
  await world.write('lessons/later', lesson)
  const drawn = (who: World['people']['mina']) => {
    const page = world.pages.get(who, PATH)
    const { locals } = world.guidance.retros.addToPage(who, page, page.original)
    return (locals.retro as { drawn: { title: string }[] }).drawn.map(({ title }) => title)
  }
  expect(drawn(world.people.leo)).toEqual(['Read the official docs first', 'Later'])
  expect(drawn(world.people.mina)).toEqual(['Later'])
})

test('what was drawn already, has changed since, or has no end is refused, and nothing is written', async () => {
  await draw()
  const before = world.pages.content.head()
  await expect(draw()).rejects.toMatchObject({ code: 'conflict', key: 'guidance.learned.drawn' })
  await expect(draw({ item: 1 })).rejects.toMatchObject({ key: 'guidance.learned.changed' })
  await expect(draw({ item: 7 })).rejects.toMatchObject({ key: 'guidance.learned.changed' })
  await expect(draw({ item: 1, learned: 'Keep a backup', what: ' ' })).rejects.toMatchObject({
    field: 'what',
  })
  await expect(draw({ item: 1, learned: 'Keep a backup', by: '2026-11-23' })).rejects.toMatchObject({
    field: 'by',
  })
  const { mina } = world.people
  const input = { item: 1, learned: 'Keep a backup', what: 'x', owner: '', by: undefined }
  await expect(world.guidance.retros.draw(mina, PATH, input)).rejects.toThrow('errors.needs.lead')
  expect(world.pages.content.head()).toBe(before)
})

test('two lessons of one name get paths of their own', async () => {
  await world.write('lessons/keep-a-backup', '---\ntitle: X\n---\n')
  expect(await draw({ item: 1, learned: 'Keep a backup' })).toBe('lessons/keep-a-backup-2')
})

test('an action waits for its owner until it is ticked, by them or a lead', async () => {
  const { mina, noa, leo } = world.people
  const tick = (who: typeof mina, done: boolean, what = 'Try it') =>
    world.guidance.retros.tick(who, PATH, { item: 0, what, done })
  expect(await waiting(mina)).toEqual(['Try it'])
  expect(await waiting(leo)).toEqual([])
  world.clock = new Date('2026-12-02T00:00:00Z')
  expect(await waiting(mina)).toEqual(['Try it late'])
  await expect(tick(noa, true)).rejects.toThrow('guidance.action.notYours')
  await expect(tick(mina, true, 'Something else')).rejects.toMatchObject({ key: 'guidance.action.changed' })
  await tick(mina, true)
  expect(world.show(`${PATH}.md`)).toContain('done: 2026-12-02')
  expect(await waiting(mina)).toEqual([])
  await tick(leo, false)
  expect(world.show(`${PATH}.md`)).not.toContain('done:')
  expect(await waiting(mina)).toHaveLength(1)
})

test('actions of a retrospective that is still a draft wait for nobody', async () => {
  await world.write(PATH, SOURCE.replace('kind: retro', 'kind: retro\nstatus: draft'))
  expect(await waiting(world.people.mina)).toEqual([])
})
