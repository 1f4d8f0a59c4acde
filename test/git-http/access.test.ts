import { request } from 'node:http'
import { leo, mina } from '../cast.ts'
import { page, runGit, startGitWorld, type GitWorld } from './world.ts'

let world: GitWorld

beforeAll(async () => {
  world = await startGitWorld()
})
afterAll(() => world.stop())

const REFS = '/git/content.git/info/refs?service=git-upload-pack'
const basic = (password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`git:${password}`).toString('base64')}` },
})

test('who has no token is asked for one, as git understands it', async () => {
  const answer = await world.app.anonymous(REFS)
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="Giljabi"/)
  expect((await world.app.anonymous(REFS, basic('gj_nothing'))).status).toBe(401)
  expect((await world.app.anonymous(REFS, basic(leo.password))).status).toBe(401)
  for (const words of [
    /^remote: .*token does not work.*\nremote: .*\/account\/tokens/,
    /Authentication failed/,
  ])
    await expect(runGit(world.app.dataDir, ['ls-remote', world.addressFor('gj_wrong')])).rejects.toThrow(
      words,
    )
})

test('a token is the password to any name, or a bearer, until it is revoked', async () => {
  const user = await world.app.user(leo)
  const { id, token } = await world.app.context.accounts.tokens.createToken(user, 'short')
  expect((await world.app.anonymous(REFS, basic(token))).status).toBe(200)
  const bearer = { headers: { authorization: `Bearer ${token}` } }
  expect((await world.app.anonymous(REFS, bearer)).status).toBe(200)
  await world.app.context.accounts.tokens.revoke(user, id)
  expect((await world.app.anonymous(REFS, basic(token))).status).toBe(401)
})

test('a name and a password open nothing but git', async () => {
  const token = await world.tokenOf(leo)
  expect((await world.app.anonymous('/api/v1/me/progress', basic(token))).status).toBe(401)
})

test('another site cannot make a browser push', async () => {
  const ask = await world.app.signIn(leo)
  const answer = await ask('/git/content.git/git-receive-pack', {
    method: 'POST',
    headers: { 'content-type': 'application/x-git-receive-pack-request', 'sec-fetch-site': 'cross-site' },
    body: '0000',
  })
  expect(answer.status).toBe(403)
})

test('a person who opens the address is told what it is for', async () => {
  const ask = await world.app.signIn(mina)
  const answer = await ask('/git/content.git/info/refs')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/plain; charset=utf-8'])
})

test('drafts of proposals are handed to nobody, not even by their ids', async () => {
  const { proposals, repository } = world.app.context
  const author = await world.app.user(mina)
  const proposal = await proposals.propose(author, {
    path: 'guides/quiet',
    source: page('조용한 글'),
    why: '아직',
    draft: true,
  })
  const clone = await world.clone(leo)
  expect(await clone.git('ls-remote', 'origin')).not.toContain('drafts/')
  expect(await repository.readRef(proposal.ref!)).toBe(proposal.tip)
  await expect(clone.git('fetch', '--quiet', 'origin', proposal.tip)).rejects.toThrow(
    /not our ref|unadvertised object|does not allow/,
  )
})

test('what no git sends is refused, and the server lives', async () => {
  const { token } = { token: await world.tokenOf(leo) }
  const post = (service: string, body: string, more: Record<string, string> = {}) =>
    world.app.anonymous(`/git/content.git/${service}`, {
      method: 'POST',
      body,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': `application/x-${service}-request`,
        ...more,
      },
    })
  expect((await post('git-receive-pack', 'hello')).status).toBe(400)
  expect((await post('git-receive-pack', '')).status).toBe(400)
  expect((await post('git-receive-pack', '0000')).status).toBe(200)
  const traversal = `${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/../../x\0report-status`
  const line = (traversal.length + 4).toString(16).padStart(4, '0')
  expect((await post('git-receive-pack', `${line}${traversal}0000`)).status).toBe(400)
  expect(
    (await post('git-receive-pack', 'not gzip', { 'content-encoding': 'gzip' })).status,
  ).toBeGreaterThanOrEqual(400)
  await post('git-upload-pack', 'zzzz').then((answer) => answer.text())
  await cutShort(`${world.app.url}/git/content.git/git-receive-pack`, token)
  expect((await world.app.anonymous('/healthz')).status).toBe(200)
})

/** A connection that ends in the middle of a push. */
function cutShort(url: string, token: string): Promise<void> {
  return new Promise((resolve) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-git-receive-pack-request',
      'content-length': '100000',
    }
    const asked = request(url, { method: 'POST', headers })
    asked.on('error', () => resolve())
    asked.on('close', () => resolve())
    asked.write('00a0', () => asked.destroy())
  })
}
