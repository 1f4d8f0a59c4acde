import { readFile } from 'node:fs/promises'
import type { Context } from '../context.ts'
import { setFrontMatter } from '../markdown/front-matter.ts'
import type { Handle } from './team.ts'
import type { Actor } from './wiki.ts'

export interface Stage {
  readonly context: Context
  readonly actors: ReadonlyMap<Handle, Actor>
  /** `2026-11-24`, the day it is in the story. */
  readonly today: () => string
}

/** Something that happens on a day of the story, in the order of the list. */
export interface Scene {
  readonly day: number
  readonly what: string
  readonly play: (stage: Stage) => Promise<void>
}

export const STORY_DAYS = 90

const PATH = 'paths/first-two-weeks'
const FRIDAY = 'lessons/no-friday-deploys'
const CHECKLIST = 'guides/release-checklist'

const as = ({ actors }: Stage, handle: Handle): Actor => {
  const actor = actors.get(handle)
  if (!actor) throw new Error(`${handle} has not joined yet`)
  return actor
}

/** A page of `pages/`, as it is written there, with its owner. */
const write =
  (handle: Handle, path: string, more: Readonly<Record<string, unknown>> = {}, lang?: 'en') =>
  async (stage: Stage): Promise<void> => {
    const file = new URL(`pages/${path}${lang ? `.${lang}` : ''}.md`, import.meta.url)
    const markdown = setFrontMatter(await readFile(file, 'utf8'), { owner: handle, ...more })
    await as(stage, handle).put(path, markdown, lang ? `?lang=${lang}` : '')
  }

const edit =
  (handle: Handle, path: string, change: (markdown: string) => string, query = '') =>
  async (stage: Stage): Promise<void> => {
    const { markdown, revision } = await as(stage, handle).source(path)
    await as(stage, handle).put(path, change(markdown), `?base=${revision}${query}`)
  }

/** Gives pages of the starter content to somebody who keeps them true. */
const tend =
  (handle: Handle, paths: readonly string[], reviewEvery: string) =>
  async (stage: Stage): Promise<void> => {
    for (const path of paths) {
      const front = { owner: handle, reviewed: stage.today(), reviewEvery }
      await edit('hayun', path, (markdown) => setFrontMatter(markdown, front))(stage)
    }
  }

const apply =
  (handle: Handle, path: string, outcome: 'held' | 'partly' | 'not', where: string, note: string) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, handle).ask('POST', `pages/${path}/applications`, { where, outcome, note })
  }

const read =
  (handle: Handle, ...paths: string[]) =>
  async (stage: Stage): Promise<void> => {
    for (const path of paths) {
      const { revision } = await as(stage, handle).source(path)
      const { lang } = stage.context.pages.get(as(stage, handle).user, path).original
      await as(stage, handle).ask('PUT', `pages/${path}/read`, { lang, revision })
    }
  }

const search =
  (handle: Handle, q: string) =>
  async (stage: Stage): Promise<void> => {
    const { total } = await as(stage, handle).ask<{ total: number }>(
      'GET',
      `search?q=${encodeURIComponent(q)}`,
    )
    await stage.context.searchLog.record(as(stage, handle).user, { q, total })
  }

interface StepJson {
  readonly id: string
  readonly status: string
  readonly page: string | undefined
  readonly check: { readonly type: string; readonly questions?: readonly unknown[] }
}
const stepsOf = async (actor: Actor): Promise<readonly StepJson[]> =>
  (await actor.ask<{ steps: StepJson[] }>('GET', `paths/${PATH}`)).steps

/** The next steps of the path, honestly done. */
const walk =
  (handle: Handle, count: number) =>
  async (stage: Stage): Promise<void> => {
    const actor = as(stage, handle)
    for (let walked = 0; walked < count; walked++) {
      const step = (await stepsOf(actor)).find(({ status }) => status === 'todo')
      if (!step) return
      await actor.ask('PUT', completionOf(step), proofOf(stage, actor, step))
    }
  }

/** A quiz of the path, answered wrongly. */
const failQuiz =
  (handle: Handle) =>
  async (stage: Stage): Promise<void> => {
    const step = (await stepsOf(as(stage, handle))).find(
      ({ check, status }) => check.type === 'quiz' && status === 'todo',
    )
    if (step)
      await as(stage, handle).ask('PUT', completionOf(step), {
        answers: (step.check.questions ?? []).map(() => ['잘 모르겠어요']),
      })
  }

const completionOf = ({ id }: StepJson): string => `paths/${PATH}/steps/${encodeURIComponent(id)}/completion`

function proofOf(
  { context }: Stage,
  { user }: Actor,
  { id, check }: StepJson,
): Readonly<Record<string, unknown>> {
  if (check.type === 'task') return { evidence: '공식 문서에서 기본값을 찾아 팀 채널에 적어 두었어요.' }
  if (check.type !== 'quiz') return {}
  const step = context.pages.get(user, PATH).original.frontMatter.steps?.find((one) => one.id === id)
  if (step?.check.type !== 'quiz') return {}
  return { answers: step.check.questions.map(({ answer, accept }) => answer ?? accept?.slice(0, 1) ?? []) }
}

const propose =
  (handle: Handle, path: string, why: string, change: (markdown: string) => string) =>
  async (stage: Stage): Promise<void> => {
    const { markdown, revision } = await as(stage, handle).source(path)
    await as(stage, handle).ask('POST', 'proposals', {
      path,
      markdown: change(markdown),
      base: revision,
      why,
    })
  }

const proposeNew =
  (handle: Handle, path: string, markdown: string) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, handle).ask('POST', 'proposals', {
      path,
      markdown,
      why: '배포 점검표에서 연습하라고만 하고 방법이 없어요.',
    })
  }

/** About the proposal that came last. */
const decide =
  (handle: Handle, decision: { readonly decision: string; readonly reason?: string }) =>
  async (stage: Stage): Promise<void> => {
    const { results } = await as(stage, handle).ask<{ results: { id: number }[] }>('GET', 'proposals')
    await as(stage, handle).ask('POST', `proposals/${results[0]?.id}/decision`, decision)
  }

const ask =
  (handle: Handle, path: string, text: string) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, handle).ask('POST', `pages/${path}/questions`, { text, lang: 'ko' })
  }

const answerByEdit =
  (handle: Handle, path: string, more: string) =>
  async (stage: Stage): Promise<void> => {
    const actor = as(stage, handle)
    const { mine, others } = await actor.ask<{ mine: { id: string }[]; others: { id: string }[] }>(
      'GET',
      'feedback',
    )
    const { markdown, revision } = await actor.source(path)
    const input = { path, source: `${markdown.trimEnd()}\n${more}`, how: 'merge', base: revision } as const
    const id = [...mine, ...others][0]?.id ?? ''
    await stage.context.pages.save(actor.user, { ...input, trailers: { Closes: `feedback/${id}` } })
  }

const sayUnhelpful =
  (handle: Handle, path: string, text: string) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, handle).ask('POST', `pages/${path}/feedback`, { helpful: false, text, lang: 'en' })
  }

const verify =
  (handle: Handle, path: string) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, handle).ask('POST', `pages/${path}/verification`, { verdict: 'still-true' })
  }

const wish =
  (handle: Handle, query: string, note: string) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, handle).ask('POST', 'wishes', { query, note })
  }

interface GapJson {
  readonly id: string
  readonly text: string
}
const findGap = async (actor: Actor, text: string): Promise<GapJson> => {
  const { results } = await actor.ask<{ results: GapJson[] }>('GET', 'gaps')
  const gap = results.find((one) => one.text === text)
  if (!gap) throw new Error(`no gap is called ${text}`)
  return gap
}

const takeGap =
  (handle: Handle, text: string, days: number) =>
  async (stage: Stage): Promise<void> => {
    const { id } = await findGap(as(stage, handle), text)
    const due = new Date(Date.parse(stage.today()) + days * 86_400_000).toISOString().slice(0, 10)
    await as(stage, handle).ask('POST', `gaps/${encodeURIComponent(id)}`, { action: 'take', due })
  }

const writeForGap =
  (handle: Handle, path: string, text: string) =>
  async (stage: Stage): Promise<void> => {
    const { id } = await findGap(as(stage, handle), text)
    await write(handle, path, { reviewed: stage.today(), reviewEvery: '90d' })(stage)
    const left = await as(stage, handle).ask<{ results: GapJson[] }>('GET', 'gaps?status=taken')
    if (left.results.some((gap) => gap.id === id)) {
      await as(stage, handle).ask('POST', `gaps/${encodeURIComponent(id)}`, {
        action: 'close',
        reason: '',
        page: path,
      })
    }
  }

const assign =
  (by: Handle, handle: Handle, buddy: Handle) =>
  async (stage: Stage): Promise<void> => {
    await as(stage, by).ask('POST', `paths/${PATH}/assignments`, { handle, start: stage.today(), buddy })
  }

const giveToJoiners =
  (by: Handle) =>
  async (stage: Stage): Promise<void> => {
    await stage.context.team.giveToJoiners(as(stage, by).user, { path: PATH, role: 'member' })
  }

const leave =
  (handle: Handle) =>
  async ({ context }: Stage): Promise<void> => {
    await context.accounts.standing.disable('command', handle)
  }

const STARTER_LESSONS = [
  'lessons/read-the-official-docs-first',
  'lessons/dont-create-external-customers',
  'lessons/not-backed-up-is-lost',
]
const STARTER_GUIDES = ['guides/judge-a-source', 'guides/write-a-lesson', 'guides/internal-tool-checklist']

/** Ninety days of a team. Fridays, dates and people are the story's own. */
export const story: readonly Scene[] = [
  {
    day: 0,
    what: 'the pages that came with the wiki get owners',
    play: tend('hayun', STARTER_LESSONS, '60d'),
  },
  { day: 0, what: 'and some go to a second lead', play: tend('dohyun', STARTER_GUIDES, '45d') },
  { day: 1, what: 'a lesson is written', play: write('dohyun', FRIDAY, { reviewEvery: '90d' }) },
  { day: 1, what: 'and translated', play: write('dohyun', FRIDAY, {}, 'en') },
  {
    day: 2,
    what: 'a guide is written that links to a page nobody has written',
    play: write('dohyun', CHECKLIST, { reviewEvery: '30d' }),
  },
  { day: 2, what: 'and translated', play: write('dohyun', CHECKLIST, {}, 'en') },
  {
    day: 5,
    what: 'the lesson holds',
    play: apply(
      'jiwoo',
      FRIDAY,
      'held',
      'https://example.com/changes/1204',
      '월요일로 미뤘더니 오전에 바로 고칠 수 있었어요.',
    ),
  },
  { day: 9, what: 'pages are read', play: read('jiwoo', FRIDAY, CHECKLIST, ...STARTER_LESSONS) },
  { day: 10, what: 'pages are read', play: read('robin', FRIDAY, ...STARTER_GUIDES) },
  {
    day: 12,
    what: 'it holds again',
    play: apply(
      'robin',
      FRIDAY,
      'held',
      'Release 2.14',
      'Moved to Monday; the bug showed up at ten and was gone by noon.',
    ),
  },
  { day: 13, what: 'a search finds nothing', play: search('robin', 'on-call rotation') },
  { day: 14, what: 'a way of doing is written down', play: write('dohyun', 'lessons/release-notes-by-hand') },
  {
    day: 15,
    what: 'a member proposes an edit',
    play: propose('jiwoo', CHECKLIST, '되돌리기 연습을 빠뜨리기 쉬워서요.', (markdown) =>
      markdown.replace('- [ ] 지표 화면', '- [ ] 지난주에 되돌리기를 한 번 연습했어요.\n- [ ] 지표 화면'),
    ),
  },
  { day: 16, what: 'and a lead accepts it', play: decide('dohyun', { decision: 'accept' }) },
  {
    day: 20,
    what: 'a lesson on incidents',
    play: write('hayun', 'lessons/roll-back-first', { reviewEvery: '120d' }),
  },
  { day: 24, what: 'another voice says the opposite', play: write('dohyun', 'lessons/find-the-cause-first') },
  {
    day: 28,
    what: 'a better way replaces the older one',
    play: write('hayun', 'lessons/release-notes-from-commits'),
  },
  { day: 29, what: 'every new member is to walk the first path', play: giveToJoiners('hayun') },
  { day: 30, what: 'a new hire begins', play: assign('hayun', 'seojun', 'jiwoo') },
  { day: 30, what: 'and walks the first steps', play: walk('seojun', 2) },
  { day: 31, what: 'reads', play: read('seojun', 'onboarding/first-day', FRIDAY, ...STARTER_LESSONS) },
  { day: 33, what: 'does not know an answer', play: failQuiz('seojun') },
  {
    day: 33,
    what: 'asks',
    play: ask('seojun', STARTER_GUIDES[0] ?? '', '권위 있는 자료와 그 밖의 자료는 어떻게 나누나요?'),
  },
  {
    day: 34,
    what: 'is answered by an edit',
    play: answerByEdit(
      'dohyun',
      STARTER_GUIDES[0] ?? '',
      '\n## 헷갈릴 때\n\n만든 사람이 썼거나 표준이면 권위 있는 자료예요. 나머지는 그 밖이에요.\n',
    ),
  },
  { day: 36, what: 'goes on', play: walk('seojun', 3) },
  {
    day: 37,
    what: 'partly holds',
    play: apply(
      'seojun',
      FRIDAY,
      'partly',
      '배포 #1288',
      '금요일에 미뤘지만 월요일에 배포가 몰려서 오후까지 기다렸어요.',
    ),
  },
  {
    day: 40,
    what: 'pages are read',
    play: read('jiwoo', 'lessons/roll-back-first', 'lessons/release-notes-from-commits'),
  },
  {
    day: 41,
    what: 'a roll-back helps',
    play: apply(
      'jiwoo',
      'lessons/roll-back-first',
      'held',
      '장애 2026-07',
      '6분 만에 되돌리고 원인은 오후에 찾았어요.',
    ),
  },
  { day: 44, what: 'goes on', play: walk('seojun', 3) },
  { day: 45, what: 'the first lessons are verified', play: verify('hayun', STARTER_LESSONS[0] ?? '') },
  { day: 50, what: 'what people look for is not there', play: search('jiwoo', '온콜 교대') },
  { day: 51, what: 'nor for others', play: search('seojun', '온콜 교대') },
  {
    day: 52,
    what: 'and is wished for',
    play: wish('seojun', '온콜 교대', '밤에 알림이 오면 누구에게 말해야 하는지 모르겠어요.'),
  },
  {
    day: 58,
    what: 'a page does not help',
    play: sayUnhelpful('robin', CHECKLIST, 'The English page lacks the rollback drill.'),
  },
  { day: 62, what: 'a lead leaves', play: leave('dohyun') },
  {
    day: 66,
    what: 'the lesson stops holding',
    play: apply(
      'jiwoo',
      FRIDAY,
      'not',
      'https://example.com/changes/1391',
      '카나리로 5%만 먼저 내보내니 금요일에도 문제를 10분 안에 되돌렸어요.',
    ),
  },
  { day: 68, what: 'people look for it again', play: search('robin', '온콜 교대') },
  {
    day: 73,
    what: 'again',
    play: apply(
      'robin',
      FRIDAY,
      'not',
      'Release 2.31',
      'Automatic rollback caught it on a Friday evening. Nobody was called.',
    ),
  },
  {
    day: 75,
    what: 'a new voice proposes to change it',
    play: propose(
      'robin',
      'lessons/roll-back-first',
      'Says when a dump is needed first.',
      (markdown) =>
        `${markdown.trimEnd()}\n\n다시 만들 수 없는 장애라면 되돌리기 전에 덤프를 1분 안에 받아요.\n`,
    ),
  },
  {
    day: 76,
    what: 'and is asked for more',
    play: decide('hayun', { decision: 'ask', reason: '1분이 넘으면 어떻게 할지도 적어 주세요.' }),
  },
  { day: 80, what: 'a gap is taken', play: takeGap('hayun', '온콜 교대', 6) },
  {
    day: 82,
    what: 'the page that was missing is written, and closes it',
    play: writeForGap('hayun', 'guides/on-call-rotation', '온콜 교대'),
  },
  { day: 83, what: 'those who looked for it read it', play: read('seojun', 'guides/on-call-rotation') },
  { day: 83, what: 'too', play: read('jiwoo', 'guides/on-call-rotation', CHECKLIST) },
  {
    day: 85,
    what: 'an original changes and leaves its translation behind',
    play: edit(
      'hayun',
      'lessons/not-backed-up-is-lost',
      (markdown) =>
        `${markdown.trimEnd()}\n\n## 되살리기를 재는 날\n\n분기마다 한 번, 빈 기계에서 되살리는 데 걸린 시간을 적어요.\n`,
    ),
  },
  { day: 85, what: 'what else is not there', play: search('seojun', '출장비 정산') },
  { day: 85, what: 'nor for another', play: search('robin', '출장비 정산') },
  {
    day: 86,
    what: 'a step of the path changes so that it should be read again',
    play: edit(
      'hayun',
      'onboarding/first-day',
      (markdown) =>
        `${markdown.trimEnd()}\n\n## 첫날에 꼭 받을 것\n\n출입증, 노트북, 그리고 물어볼 사람의 이름이에요. 하나라도 없으면 점심 전에 말해요.\n`,
      '&lookAgain=1',
    ),
  },
  {
    day: 88,
    what: 'somebody proposes a page',
    play: proposeNew(
      'jiwoo',
      'guides/rollback-drill',
      '---\ntitle: 되돌리기 연습\nkind: guide\nlang: ko\nsummary: 한 달에 한 번, 되돌리는 데 걸리는 시간을 재요.\ntags: [release]\n---\n\n화요일 오전에 스테이징에서 한 번 되돌려 보고, 걸린 시간을 적어요.\n',
    ),
  },
  { day: 89, what: 'the path goes on', play: walk('seojun', 1) },
]
