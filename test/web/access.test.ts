import { createApp } from '../../src/app.ts'
import { hasRole, type Role } from '../../src/user.ts'
import { accessTable } from '../../src/web/access.ts'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina, noa } from '../cast.ts'

/** One harmless request a row, and what those who may send it are answered. */
interface Example {
  readonly path: string
  readonly init?: RequestInit
  readonly status: number
  /** Where somebody without an account is answered otherwise than those who have one. */
  readonly anonymous?: number
  /** What a member is answered whom the operation refuses, by what they are to the page or to others. */
  readonly member?: number
}

const LESSON = 'lessons/write-down-why'
const STALE = 'f'.repeat(40)
const strange = form({ strange: '1' })

const examples: Readonly<Record<string, Example>> = {
  'GET /healthz': { path: '/healthz', status: 200 },
  'GET /readyz': { path: '/readyz', status: 200 },
  'GET /robots.txt': { path: '/robots.txt', status: 200 },
  'GET /login': { path: '/login', status: 303, anonymous: 200 },
  'POST /login': { path: '/login', init: strange, status: 400 },
  'POST /logout': { path: '/logout', init: form({}), status: 303 },
  'GET /setup': { path: '/setup', status: 404 },
  'POST /setup': { path: '/setup', init: strange, status: 404 },
  'GET /invite': { path: '/invite', status: 404 },
  'POST /invite': { path: '/invite', init: strange, status: 404 },
  'POST /lang': { path: '/lang', init: strange, status: 400 },

  'GET /account': { path: '/account', status: 200 },
  'POST /account': { path: '/account', init: strange, status: 400 },
  'POST /account/password': { path: '/account/password', init: strange, status: 400 },
  'GET /account/tokens': { path: '/account/tokens', status: 200 },
  'POST /account/tokens': { path: '/account/tokens', init: strange, status: 400 },
  'GET /account/tokens/:id/revoke': { path: '/account/tokens/none/revoke', status: 404 },
  'POST /account/tokens/:id/revoke': { path: '/account/tokens/none/revoke', init: strange, status: 404 },
  'GET /people/:handle': { path: '/people/mina', status: 200 },

  'GET /admin/backups': { path: '/admin/backups', status: 200 },
  'POST /admin/backups': { path: '/admin/backups', init: form({}), status: 303 },
  'POST /admin/remote': { path: '/admin/remote', init: form({}), status: 303 },
  'GET /admin/people': { path: '/admin/people', status: 200 },
  'POST /admin/people/:handle/role': { path: '/admin/people/mina/role', init: strange, status: 400 },
  'GET /admin/people/:handle/disable': { path: '/admin/people/mina/disable', status: 200 },
  'POST /admin/people/:handle/disable': { path: '/admin/people/mina/disable', init: strange, status: 400 },
  'POST /admin/people/:handle/enable': { path: '/admin/people/mina/enable', init: strange, status: 400 },
  'GET /admin/people/:handle/password': { path: '/admin/people/mina/password', status: 200 },
  'POST /admin/people/:handle/password': { path: '/admin/people/mina/password', init: strange, status: 400 },
  'GET /admin/invites': { path: '/admin/invites', status: 200 },
  'POST /admin/invites': { path: '/admin/invites', init: strange, status: 400 },
  'GET /admin/invites/:id/revoke': { path: '/admin/invites/none/revoke', status: 404 },
  'POST /admin/invites/:id/revoke': { path: '/admin/invites/none/revoke', init: strange, status: 404 },

  'GET /': { path: '/', status: 200 },
  'GET /learn': { path: '/learn', status: 200 },
  'GET /lessons': { path: '/lessons', status: 200 },
  'GET /guides': { path: '/guides', status: 200 },
  'GET /onboarding': { path: '/onboarding', status: 200 },
  'GET /paths': { path: '/paths', status: 200 },
  'GET /retros': { path: '/retros', status: 200 },
  'GET /directions': { path: '/directions', status: 200 },
  'GET /notes': { path: '/notes', status: 200 },
  'GET /wiki/*path': { path: `/wiki/${LESSON}`, status: 200 },
  'GET /history/*path': { path: `/history/${LESSON}`, status: 200 },
  'GET /diff/*path': { path: `/diff/${LESSON}`, status: 200 },
  'GET /blame/*path': { path: `/blame/${LESSON}`, status: 200 },
  'GET /search': { path: '/search?q=why', status: 200 },
  'GET /search/suggest': { path: '/search/suggest?q=why', status: 200 },
  'POST /search/log': { path: '/search/log', init: strange, status: 400 },
  'GET /gaps': { path: '/gaps', status: 200 },
  'GET /gaps/searches': { path: '/gaps/searches', status: 200 },
  'GET /gaps/:id': { path: '/gaps/none', status: 404 },
  'POST /gaps/:id/take': { path: '/gaps/none/take', init: strange, status: 404 },
  'POST /gaps/:id/give': { path: '/gaps/none/give', init: form({ to: 'mina' }), status: 404 },
  'POST /gaps/:id/back': { path: '/gaps/none/back', init: strange, status: 404 },
  'POST /gaps/:id/close': { path: '/gaps/none/close', init: strange, status: 404 },
  'POST /wishes': { path: '/wishes', init: strange, status: 400 },
  'POST /wishes/:id/withdraw': { path: '/wishes/none/withdraw', init: strange, status: 404 },
  'POST /learn/records': { path: '/learn/records', init: strange, status: 400 },
  'GET /learn/records/:id': { path: '/learn/records/none', status: 404 },
  'GET /changes/*path': { path: `/changes/${LESSON}?since=${STALE}`, status: 404 },
  'GET /confirmations': { path: '/confirmations', status: 200, member: 403 },
  'POST /confirmations': { path: '/confirmations', init: strange, status: 400 },
  'POST /learn/step': { path: '/learn/step', init: strange, status: 400 },
  'POST /read': { path: '/read', init: strange, status: 400 },
  'GET /usage': { path: '/usage', status: 200 },
  'POST /feedback': { path: '/feedback', init: strange, status: 400 },
  'GET /feedback': { path: '/feedback', status: 200 },
  'GET /feedback/:id': { path: '/feedback/none', status: 404 },
  'POST /feedback/:id/answer': { path: '/feedback/none/answer', init: strange, status: 404 },
  'POST /feedback/:id/close': { path: '/feedback/none/close', init: strange, status: 404 },
  'GET /notifications': { path: '/notifications', status: 200 },
  'POST /notifications/seen': { path: '/notifications/seen', init: strange, status: 400 },
  'POST /seen': { path: '/seen', init: strange, status: 400 },

  'GET /write': { path: '/write', status: 200 },
  'GET /new/:kind': { path: '/new/lesson', status: 200 },
  'POST /new/:kind': { path: '/new/lesson', init: form({ kind: 'lesson', lang: 'ko' }), status: 400 },
  'GET /edit/*path': { path: `/edit/${LESSON}`, status: 200 },
  'POST /edit/*path': { path: `/edit/${LESSON}`, init: form({ kind: 'lesson', lang: 'ko' }), status: 400 },
  'POST /merge/*path': { path: `/merge/${LESSON}`, init: strange, status: 400 },
  'POST /preview': { path: '/preview', init: form({ kind: 'lesson', lang: 'ko', body: 'b' }), status: 200 },
  'POST /unsaved/:id': { path: '/unsaved/none', init: strange, status: 400 },
  'POST /unsaved/:id/discard': { path: '/unsaved/none/discard', init: form({}), status: 404 },
  'POST /unsaved/:id/bring-back': { path: '/unsaved/none/bring-back', init: form({}), status: 404 },
  'GET /restore/*path': { path: `/restore/${LESSON}`, status: 404 },
  'POST /restore/*path': { path: `/restore/${LESSON}`, init: strange, status: 404 },
  'GET /files/*path': { path: `/files/${LESSON}.files/none.png`, status: 404 },
  'GET /attachments': { path: '/attachments', status: 200 },
  'GET /attachments/*path': { path: `/attachments/${LESSON}`, status: 200 },
  'GET /detach/*path': { path: `/detach/${LESSON}.files/none.png`, status: 404 },
  'POST /detach/*path': { path: `/detach/${LESSON}.files/none.png`, init: strange, status: 404 },
  'GET /move/*path': { path: `/move/${LESSON}`, status: 200 },
  'POST /move/*path': { path: `/move/${LESSON}`, init: strange, status: 400 },
  'GET /delete/*path': { path: `/delete/${LESSON}`, status: 200 },
  'POST /delete/*path': { path: `/delete/${LESSON}`, init: form({ base: STALE }), status: 412 },
  'GET /trash': { path: '/trash', status: 200 },
  'POST /trash/*path': { path: `/trash/${LESSON}`, init: strange, status: 404 },

  'GET /proposals': { path: '/proposals', status: 200 },
  'GET /proposals/:id': { path: '/proposals/99', status: 404 },
  'GET /proposals/:id/edit': { path: '/proposals/99/edit', status: 404 },
  'POST /proposals/:id/edit': { path: '/proposals/99/edit', init: strange, status: 404 },
  'POST /proposals/:id/comments': { path: '/proposals/99/comments', init: strange, status: 404 },
  'POST /proposals/:id/comments/:comment': {
    path: '/proposals/99/comments/none',
    init: strange,
    status: 400,
  },
  'POST /proposals/:id/decision': { path: '/proposals/99/decision', init: strange, status: 404 },
  'GET /propose/new/:kind': { path: '/propose/new/lesson', status: 200 },
  'POST /propose/new/:kind': { path: '/propose/new/lesson', init: strange, status: 400 },
  'GET /propose/*path': { path: `/propose/${LESSON}`, status: 200 },
  'POST /propose/*path': { path: `/propose/${LESSON}`, init: strange, status: 400 },

  'GET /git/content.git/info/refs': {
    path: '/git/content.git/info/refs?service=git-upload-pack',
    status: 200,
    anonymous: 401,
  },
  'POST /git/content.git/git-upload-pack': {
    path: '/git/content.git/git-upload-pack',
    init: strange,
    status: 400,
  },
  'POST /git/content.git/git-receive-pack': {
    path: '/git/content.git/git-receive-pack',
    init: strange,
    status: 400,
  },

  'GET /verify/*path': { path: '/verify/no/such', status: 404 },
  'POST /verify/*path': { path: '/verify/no/such', init: form({ verdict: 'still-true' }), status: 404 },
  'POST /publish-again/*path': { path: '/publish-again/no/such', init: form({}), status: 404 },
  'POST /own/*path': { path: '/own/no/such', init: form({}), status: 404 },
  'GET /hand-over/:handle': { path: '/hand-over/mina', status: 200 },
  'POST /hand-over/:handle': { path: '/hand-over/mina', init: strange, status: 400 },
  'GET /applications/*path': { path: `/applications/${LESSON}`, status: 200 },
  'POST /applications/*path': { path: `/applications/${LESSON}`, init: strange, status: 400 },
  'POST /applications-removed/*path': { path: `/applications-removed/${LESSON}`, init: strange, status: 400 },
  'GET /contradictions': { path: '/contradictions', status: 200 },
  'POST /contradictions': { path: '/contradictions', init: strange, status: 400 },
  'POST /retro-lessons/*path': { path: '/retro-lessons/retros/first-year', init: strange, status: 400 },
  'POST /retro-actions/*path': { path: '/retro-actions/retros/first-year', init: strange, status: 400 },
  'GET /write/similar': { path: '/write/similar?title=x', status: 200 },
  'GET /upkeep': { path: '/upkeep', status: 200 },
  'GET /upkeep.csv': { path: '/upkeep.csv', status: 200 },
  'GET /upkeep/sources': { path: '/upkeep/sources', status: 200 },
  'POST /upkeep/sources/check': { path: '/upkeep/sources/check', init: form({}), status: 409 },
  'GET /upkeep/source': { path: '/upkeep/source?url=https://none.example/', status: 404 },
  'POST /upkeep/source': {
    path: '/upkeep/source',
    init: form({ url: 'https://none.example/', act: 'hold' }),
    status: 404,
  },
  'GET /upkeep/translations': { path: '/upkeep/translations', status: 200 },
  'GET /translate/*path': { path: `/translate/${LESSON}`, status: 200 },
  'POST /translate/*path': { path: `/translate/${LESSON}`, init: strange, status: 400 },

  'GET /api/openapi.json': { path: '/api/openapi.json', status: 200 },
  'GET /api/v1/pages/*path': { path: `/api/v1/pages/${LESSON}`, status: 200 },
  'PUT /api/v1/pages/*path': { path: `/api/v1/pages/${LESSON}`, init: { method: 'PUT' }, status: 400 },
  'DELETE /api/v1/pages/*path': {
    path: `/api/v1/pages/${LESSON}`,
    init: { method: 'DELETE', headers: { 'if-match': `"${STALE}"` } },
    status: 412,
  },
  'POST /api/v1/pages/*path/move': {
    path: `/api/v1/pages/${LESSON}/move`,
    init: { method: 'POST' },
    status: 400,
  },
  'GET /api/v1/trash': { path: '/api/v1/trash', status: 200 },
  'POST /api/v1/pages/*path/undeletion': {
    path: `/api/v1/pages/${LESSON}/undeletion`,
    init: { method: 'POST' },
    status: 404,
  },
  'GET /api/v1/pages/*path/files': { path: `/api/v1/pages/${LESSON}/files`, status: 200 },
  'GET /api/v1/pages/*path/files/:name': { path: `/api/v1/pages/${LESSON}/files/none.png`, status: 404 },
  'PUT /api/v1/pages/*path/files/:name': {
    path: `/api/v1/pages/${LESSON}/files/none.png`,
    init: { method: 'PUT' },
    status: 400,
  },
  'PUT /api/v1/pages/*path/proposed-files/:name': {
    path: `/api/v1/pages/${LESSON}/proposed-files/none.png`,
    init: { method: 'PUT' },
    status: 400,
  },
  'DELETE /api/v1/pages/*path/files/:name': {
    path: `/api/v1/pages/${LESSON}/files/none.png`,
    init: { method: 'DELETE' },
    status: 404,
  },
  'GET /api/v1/proposals': { path: '/api/v1/proposals', status: 200 },
  'POST /api/v1/proposals': { path: '/api/v1/proposals', init: { method: 'POST' }, status: 400 },
  'GET /api/v1/proposals/:id': { path: '/api/v1/proposals/99', status: 404 },
  'POST /api/v1/proposals/:id/revisions': {
    path: '/api/v1/proposals/99/revisions',
    init: { method: 'POST' },
    status: 400,
  },
  'POST /api/v1/proposals/:id/comments': {
    path: '/api/v1/proposals/99/comments',
    init: { method: 'POST' },
    status: 400,
  },
  'POST /api/v1/proposals/:id/decision': {
    path: '/api/v1/proposals/99/decision',
    init: { method: 'POST' },
    status: 400,
  },
  'POST /api/v1/pages/*path/verification': {
    path: `/api/v1/pages/${LESSON}/verification`,
    init: { method: 'POST' },
    status: 400,
  },
  'POST /api/v1/pages/*path/publication': {
    path: '/api/v1/pages/no/such/publication',
    init: { method: 'POST' },
    status: 404,
  },
  'POST /api/v1/pages/*path/translation': {
    path: '/api/v1/pages/no/such/translation',
    init: { method: 'POST' },
    status: 404,
  },
  'PUT /api/v1/pages/*path/owner': {
    path: `/api/v1/pages/${LESSON}/owner`,
    init: { method: 'PUT' },
    status: 400,
  },
  'POST /api/v1/people/:handle/hand-over': {
    path: '/api/v1/people/mina/hand-over',
    init: { method: 'POST' },
    status: 400,
  },
  'GET /api/v1/upkeep': { path: '/api/v1/upkeep', status: 200 },
  'GET /api/v1/upkeep/translations': { path: '/api/v1/upkeep/translations', status: 200 },
  'GET /api/v1/sources': { path: '/api/v1/sources', status: 200 },
  'POST /api/v1/sources': { path: '/api/v1/sources', init: { method: 'POST' }, status: 400 },
  'POST /api/v1/sources/check': { path: '/api/v1/sources/check', init: { method: 'POST' }, status: 409 },
  'GET /api/v1/search': { path: '/api/v1/search?q=why', status: 200 },
  'GET /api/v1/suggest': { path: '/api/v1/suggest?q=why', status: 200 },
  'GET /api/v1/searches': { path: '/api/v1/searches', status: 200 },
  'POST /api/v1/searches': { path: '/api/v1/searches', init: { method: 'POST' }, status: 400 },
  'GET /api/v1/gaps': { path: '/api/v1/gaps', status: 200 },
  'GET /api/v1/gaps/:id': { path: '/api/v1/gaps/none', status: 404 },
  'POST /api/v1/gaps/:id': { path: '/api/v1/gaps/none', init: { method: 'POST' }, status: 400 },
  'GET /api/v1/wishes': { path: '/api/v1/wishes', status: 200 },
  'POST /api/v1/wishes': { path: '/api/v1/wishes', init: { method: 'POST' }, status: 400 },
  'DELETE /api/v1/wishes/:id': { path: '/api/v1/wishes/none', init: { method: 'DELETE' }, status: 404 },
  'GET /api/v1/paths': { path: '/api/v1/paths', status: 200 },
  'GET /api/v1/paths/*path': { path: '/api/v1/paths/paths/first-two-weeks', status: 200 },
  'PUT /api/v1/paths/*path/steps/:id/completion': {
    path: '/api/v1/paths/paths/first-two-weeks/steps/no-such-step/completion',
    init: { method: 'PUT' },
    status: 404,
  },
  'PUT /api/v1/pages/*path/read': {
    path: `/api/v1/pages/${LESSON}/read`,
    init: { method: 'PUT' },
    status: 400,
  },
  'GET /api/v1/usage': { path: '/api/v1/usage', status: 200 },
  'GET /api/v1/pages/*path/applications': { path: `/api/v1/pages/${LESSON}/applications`, status: 200 },
  'POST /api/v1/pages/*path/applications': {
    path: `/api/v1/pages/${LESSON}/applications`,
    init: { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    status: 400,
  },
  'DELETE /api/v1/pages/*path/applications/:id': {
    path: `/api/v1/pages/${LESSON}/applications/none`,
    init: { method: 'DELETE' },
    status: 404,
  },
  'GET /api/v1/contradictions': { path: '/api/v1/contradictions', status: 200 },
  'POST /api/v1/contradictions/:id': {
    path: '/api/v1/contradictions/none',
    init: { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    status: 400,
  },
  'GET /api/v1/pages/*path/actions': { path: '/api/v1/pages/retros/first-year/actions', status: 200 },
  'PUT /api/v1/pages/*path/actions/:number': {
    path: '/api/v1/pages/retros/first-year/actions/0',
    init: { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } },
    status: 400,
  },
  'POST /api/v1/pages/*path/lessons': {
    path: '/api/v1/pages/retros/first-year/lessons',
    init: { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    status: 400,
  },
  'POST /api/v1/pages/*path/feedback': {
    path: `/api/v1/pages/${LESSON}/feedback`,
    init: { method: 'POST' },
    status: 400,
  },
  'POST /api/v1/pages/*path/questions': {
    path: `/api/v1/pages/${LESSON}/questions`,
    init: { method: 'POST' },
    status: 400,
  },
  'GET /api/v1/feedback': { path: '/api/v1/feedback', status: 200 },
  'POST /api/v1/feedback/:id/answer': {
    path: '/api/v1/feedback/none/answer',
    init: { method: 'POST', body: '{"answer":"x"}', headers: { 'content-type': 'application/json' } },
    status: 404,
  },
  'POST /api/v1/feedback/:id/close': {
    path: '/api/v1/feedback/none/close',
    init: { method: 'POST' },
    status: 404,
  },
  'GET /api/v1/me/notifications': { path: '/api/v1/me/notifications', status: 200 },
  'POST /api/v1/me/notifications/seen': {
    path: '/api/v1/me/notifications/seen',
    init: { method: 'POST' },
    status: 400,
  },
  'GET /api/v1/pages/*path/changes': { path: `/api/v1/pages/${LESSON}/changes?since=${STALE}`, status: 404 },
  'GET /api/v1/confirmations': { path: '/api/v1/confirmations', status: 200, member: 403 },
  'POST /api/v1/paths/*path/steps/:id/confirmation': {
    path: '/api/v1/paths/paths/first-two-weeks/steps/none/confirmation',
    init: { method: 'POST' },
    status: 400,
  },
  'GET /api/v1/records/:id': { path: '/api/v1/records/none', status: 404 },
  'GET /team': { path: '/team', status: 200 },
  'GET /team.csv': { path: '/team.csv', status: 200 },
  'GET /team/friction': { path: '/team/friction', status: 200, member: 403 },
  'GET /team/:handle': { path: '/team/mina', status: 200 },
  'GET /assign/*path': { path: '/assign/paths/first-two-weeks', status: 200 },
  'POST /assign/*path': { path: '/assign/paths/first-two-weeks', init: strange, status: 400 },
  'POST /joiners/*path': { path: '/joiners/paths/first-two-weeks', init: strange, status: 400 },
  'POST /assignments/:id/end': { path: '/assignments/none/end', init: strange, status: 404 },
  'POST /assignments/:id/again': { path: '/assignments/none/again', init: strange, status: 404 },
  'POST /joiner-rules/:id/end': { path: '/joiner-rules/none/end', init: strange, status: 404 },
  'POST /api/v1/paths/*path/assignments': {
    path: '/api/v1/paths/paths/first-two-weeks/assignments',
    init: { method: 'POST' },
    status: 400,
  },
  'DELETE /api/v1/assignments/:id': {
    path: '/api/v1/assignments/none',
    init: { method: 'DELETE' },
    status: 404,
  },
  'POST /api/v1/assignments/:id/start-again': {
    path: '/api/v1/assignments/none/start-again',
    init: { method: 'POST' },
    status: 404,
  },
  'POST /api/v1/paths/*path/joiners': {
    path: '/api/v1/paths/paths/first-two-weeks/joiners',
    init: { method: 'POST' },
    status: 400,
  },
  'DELETE /api/v1/joiners/:id': { path: '/api/v1/joiners/none', init: { method: 'DELETE' }, status: 404 },
  'GET /api/v1/team': { path: '/api/v1/team', status: 200 },
  'GET /api/v1/team/friction': { path: '/api/v1/team/friction', status: 200, member: 403 },
  'GET /api/v1/team/:handle': { path: '/api/v1/team/mina', status: 200 },
  'GET /api/v1/me/progress': { path: '/api/v1/me/progress', status: 200 },
}

const rows = Object.keys(accessTable)

let app: TestApp
const asks = new Map<string, Ask>()
beforeAll(async () => {
  app = await startApp()
  for (const person of [mina, leo, ada, noa]) asks.set(person.handle, await app.signIn(person))
  await app.context.accounts.standing.disable('command', 'noa')
})
afterAll(() => app.stop())

const send = (ask: Ask | undefined, { path, init }: Example) => {
  if (!ask) throw new Error('nobody asks')
  return ask(path, init)
}

/** What the table says must be answered, for each example. */
function expectedStatus(row: string, example: Example, role: Role | undefined): number {
  const access = accessTable[row]
  if (access === undefined) throw new Error(`no row ${row}`)
  if (access === 'anyone') return role === undefined ? (example.anonymous ?? example.status) : example.status
  if (role === undefined) return /^\/(api|git)\//.test(example.path) || !row.startsWith('GET ') ? 401 : 303
  if (!hasRole({ role }, access)) return 403
  return role === 'member' ? (example.member ?? example.status) : example.status
}

test('every route that is mounted has a row, and every row is mounted (abuse 46)', () => {
  const bare = createApp(app.context, { asset: (path) => path, release: '', serve: () => undefined })
  const mounted = bare.router.stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`) : [],
  )
  expect([...new Set(mounted)].sort()).toEqual([...rows].sort())
})

test('every row is tried here (abuse 46)', () => {
  expect(Object.keys(examples).sort()).toEqual([...rows].sort())
})

describe.each([
  ['a member', 'mina', 'member'],
  ['a lead', 'leo', 'lead'],
  ['an admin', 'ada', 'admin'],
] as const)('%s (abuse 46)', (_, handle, role) => {
  test.each(rows.filter((row) => row !== 'POST /logout'))('%s', async (row) => {
    const example = examples[row] as Example
    const answer = await send(asks.get(handle), example)
    const body = await answer.text()
    expect(answer.status).toBe(expectedStatus(row, example, role))
    if (answer.status === 403 && example.path.startsWith('/api/')) {
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(JSON.parse(body)).toMatchObject({ status: 403, code: 'forbidden' })
    }
  })

  test('POST /logout', async () => {
    const person = [mina, leo, ada].find((one) => one.handle === handle)
    const ask = await app.signIn(person ?? mina)
    expect((await ask('/logout', form({}))).status).toBe(303)
    expect((await ask('/account')).status).toBe(303)
  })
})

describe.each([
  ['nobody', () => app.anonymous],
  ['somebody whose account is disabled', () => asks.get('noa')],
] as const)('%s (abuse 46)', (_, asker) => {
  test.each(rows)('%s', async (row) => {
    const example = examples[row] as Example
    const answer = await send(asker(), example)
    const body = await answer.text()
    const status = expectedStatus(row, example, undefined)
    expect(answer.status).toBe(status)
    if (accessTable[row] === 'anyone') return
    if (status === 303) {
      expect(answer.headers.get('location')).toBe(`/login?next=${encodeURIComponent(example.path)}`)
    }
    if (example.path.startsWith('/api/')) {
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(JSON.parse(body)).toMatchObject({ status: 401, code: 'unauthenticated' })
    }
  })
})

test('a token that is no good is refused everywhere, also where anyone is let in (abuse 60)', async () => {
  for (const path of ['/', '/login', '/wiki/lessons/write-down-why', '/api/v1/me/progress']) {
    const answer = await app.anonymous(path, { headers: { authorization: 'Bearer gj_nothing' } })
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      401,
      'application/problem+json',
    ])
  }
})

test('nothing was changed by all these requests', async () => {
  const { people } = app.context.accounts
  expect((await people.list()).map(({ handle, role }) => [handle, role]).sort()).toEqual([
    ['ada', 'admin'],
    ['leo', 'lead'],
    ['mina', 'member'],
    ['noa', 'member'],
  ])
  expect(app.context.pages.content.history.of(`${LESSON}.md`)).toHaveLength(1)
})
