import { leo, mina, noa } from '../cast.ts'
import { page, runGit, startGitWorld, type Clone, type GitWorld } from './world.ts'

let world: GitWorld

beforeAll(async () => {
  world = await startGitWorld()
})
afterAll(() => world.stop())

const head = () => world.app.context.repository.head()
const push = (clone: Clone, ...args: string[]) => clone.git('push', '--quiet', 'origin', ...args)

test('a lead clones, writes a page and pushes it: it is shown and found at once', async () => {
  const clone = await world.clone(leo)
  await clone.write('guides/등대.md', page('등대 돌보기', '등대의 불을 켜요.'))
  await clone.commit('등대 돌보기를 더해요')
  await push(clone, 'main')
  const ask = await world.app.signIn(mina)
  expect((await ask('/wiki/guides/%EB%93%B1%EB%8C%80')).status).toBe(200)
  const found = await (await world.app.withToken(mina))('/api/v1/search?q=%EB%93%B1%EB%8C%80')
  expect(JSON.stringify(await found.json())).toContain('guides/등대')
  expect(await head()).toBe(await clone.git('rev-parse', 'HEAD'))
  const entry = (await world.app.context.audit.list(5)).find(({ action }) => action === 'git.push')
  expect(entry).toMatchObject({ result: 'ok', actor: (await world.app.user(leo)).id })
  expect(entry?.object).toMatch(/^main [0-9a-f]{12}$/)
})

test('what the wiki saves is pulled', async () => {
  const clone = await world.clone(leo)
  const { pages } = world.app.context
  await pages.save(await world.app.user(leo), { path: 'guides/pier', source: page('부두'), how: 'create' })
  await clone.git('pull', '--quiet')
  expect(await clone.git('rev-parse', 'HEAD')).toBe(await head())
})

test('a push that others were quicker than is told to fetch first, and goes in after a rebase', async () => {
  const clone = await world.clone(leo)
  const { pages } = world.app.context
  await pages.save(await world.app.user(leo), { path: 'guides/race', source: page('경주'), how: 'create' })
  await clone.write('guides/late.md', page('늦은 글'))
  await clone.commit('Late')
  await expect(push(clone, 'main')).rejects.toThrow(/fetch first|non-fast-forward/)
  await clone.git('pull', '--quiet', '--rebase')
  await push(clone, 'main')
  expect(world.app.context.pages.content.catalog.find('guides/late')).toBeDefined()
  expect(world.app.context.pages.content.catalog.find('guides/race')).toBeDefined()
})

test('pushes and saves at the same moment lose nothing', async () => {
  const clones = await Promise.all([world.clone(leo), world.clone(leo), world.clone(leo)])
  const author = await world.app.user(leo)
  const { pages } = world.app.context
  const pushes = clones.map(async (clone, number) => {
    await clone.write(`guides/rush-${number}.md`, page(`밀물 ${number}`))
    await clone.commit(`Rush ${number}`)
    for (let tries = 0; tries < 20; tries++) {
      try {
        return await push(clone, 'main')
      } catch (error) {
        expect(String(error)).toMatch(/fetch first|non-fast-forward|cannot lock ref|stale/)
        await clone.git('pull', '--quiet', '--rebase')
      }
    }
    throw new Error('never let in')
  })
  const saves = Array.from({ length: 10 }, (_, number) =>
    pages.save(author, { path: `guides/save-${number}`, source: page(`썰물 ${number}`), how: 'create' }),
  )
  await Promise.all([...pushes, ...saves])
  await pages.content.refresh()
  const { catalog } = pages.content
  for (let number = 0; number < 3; number++) expect(catalog.find(`guides/rush-${number}`)).toBeDefined()
  for (let number = 0; number < 10; number++) expect(catalog.find(`guides/save-${number}`)).toBeDefined()
  expect(await world.app.context.repository.fsck()).toEqual([])
})

test.each<[string, (clone: Clone) => Promise<void>, RegExp]>([
  [
    'front matter that a save refuses',
    (c) => c.write('guides/x.md', '---\ntitle: X\nkind: saga\n---\n'),
    /guides\/x\.md: .*lesson/,
  ],
  [
    'a page without a title',
    (c) => c.write('guides/x.md', '---\nkind: guide\n---\nhello\n'),
    /guides\/x\.md: /,
  ],
  [
    'text that is not UTF-8',
    (c) => c.write('guides/x.md', Buffer.from([0x23, 0x20, 0xff, 0xfe])),
    /guides\/x\.md: /,
  ],
  ['a symbolic link', (c) => c.link('guides/x.md', '/etc/passwd'), /guides\/x\.md: symbolic links/],
  [
    'an executable file',
    async (c) => {
      await c.write('guides/x.md', page('X'))
      await c.makeExecutable('guides/x.md')
    },
    /guides\/x\.md: it is marked as executable/,
  ],
  [
    'a page above 1 MB',
    (c) => c.write('guides/x.md', page('X', 'x'.repeat(1_100_000))),
    /guides\/x\.md: it is larger than 1 MB/,
  ],
  [
    'a file above 20 MB',
    (c) => c.write('guides/x.bin', Buffer.alloc(21_000_000)),
    /guides\/x\.bin: it is larger than 20 MB/,
  ],
  ['a name that Windows keeps for itself', (c) => c.write('guides/con.md', page('X')), /guides\/con\.md: /],
  ['a name that is decomposed', (c) => c.write('guides/등대집.md'.normalize('NFD'), page('X')), /NFD/],
  ['a twin of a page but for case', (c) => c.write('guides/Pier.md', page('X')), /guides\/pier\.md/i],
  ['a hidden folder', (c) => c.write('guides/.secret/x.md', page('X')), /guides\/\.secret\/x\.md: /],
])('%s is refused with its place, and main stays (abuse 22, 24)', async (_, spoil, said) => {
  const clone = await world.clone(leo)
  const before = await head()
  await spoil(clone)
  await clone.commit('Spoilt')
  await expect(push(clone, 'main')).rejects.toThrow(said)
  expect(await head()).toBe(before)
})

test('all faults of a push are told at once, also of what a later commit takes away', async () => {
  const clone = await world.clone(leo)
  await clone.write('guides/one.md', '---\ntitle: X\nkind: saga\n---\n')
  await clone.link('guides/two.md', 'one.md')
  await clone.commit('Two faults')
  await clone.git('rm', '--quiet', 'guides/two.md')
  await clone.git('commit', '--quiet', '-m', 'One fault')
  const refused = await push(clone, 'main').catch(String)
  expect(refused).toContain('remote: Not accepted')
  expect(refused).toContain('guides/one.md: ')
  expect(refused).toContain('guides/two.md (')
  expect(refused).toContain('symbolic links')
  expect(refused).toMatch(/remote: What has a commit’s number is in that commit.*git rebase -i origin\/main/)
  expect(refused.match(/two\.md/g)).toHaveLength(1)
})

test('a symbolic link is not read as a page besides', async () => {
  const clone = await world.clone(leo)
  await clone.link('guides/link.md', 'pier.md')
  await clone.commit('Link')
  const refused = await push(clone, 'main').catch(String)
  expect(refused.match(/remote: {3}/g)).toHaveLength(1)
})

test('many commits of another are told one by one, and what to do about it once', async () => {
  const clone = await world.clone(leo, { name: 'Mina', email: mina.email })
  for (const name of ['first', 'second']) {
    await clone.write(`guides/of-${name}.md`, page(name))
    await clone.commit(name)
  }
  const refused = await push(clone, 'main').catch(String)
  expect(refused.match(/written or committed by mina@team\.example, but pushed by leo/g)).toHaveLength(2)
  expect(refused.match(/reset-author/g)).toHaveLength(1)
})

test('a shallow clone pushes as any other, and is told of its faults', async () => {
  const whole = await world.clone(leo)
  const clone = await world.clone(leo, undefined, ['--depth', '1'])
  expect(await clone.git('rev-list', '--count', 'HEAD')).toBe('1')
  await clone.write('guides/shallow.md', page('얕은 곳'))
  await clone.commit('얕은 곳')
  await push(clone, 'main')
  expect(world.app.context.pages.content.catalog.find('guides/shallow')).toBeDefined()
  await clone.write('guides/bad.md', '---\nkind: saga\n---\n')
  await clone.commit('Bad')
  await expect(push(clone, 'main')).rejects.toThrow(/guides\/bad\.md: /)
  await whole.git('pull', '--quiet')
  expect(await whole.git('rev-parse', 'HEAD')).toBe(await clone.git('rev-parse', 'HEAD^'))
})

test('a clone that leaves out files is a whole one, and pushes', async () => {
  const clone = await world.clone(leo, undefined, ['--filter=blob:none'])
  await clone.write('guides/partial.md', page('조각'))
  await clone.commit('조각')
  await push(clone, 'main')
  expect(world.app.context.pages.content.catalog.find('guides/partial')).toBeDefined()
})

test('edits made offline that overlap with the wiki’s are merged by git on the laptop, and the wiki goes on meanwhile', async () => {
  const { pages } = world.app.context
  const author = await world.app.user(leo)
  const save = (body: string, how: 'create' | 'replace') =>
    pages.save(author, { path: 'guides/offline', source: page('바다에서', body), how })
  await save('처음', 'create')
  const clone = await world.clone(leo)
  await clone.write('guides/offline.md', page('바다에서', '배에서'))
  await clone.commit('On the ship')
  await save('뭍에서', 'replace')
  await expect(clone.git('pull', '--quiet', '--rebase')).rejects.toThrow(/CONFLICT/)
  await save('뭍에서 또', 'replace')
  await clone.write('guides/offline.md', page('바다에서', '둘 다'))
  await clone.git('add', '--all')
  await clone.git('-c', 'core.editor=true', 'rebase', '--continue')
  await expect(push(clone, 'main')).rejects.toThrow(/fetch first|non-fast-forward/)
  await expect(clone.git('pull', '--quiet', '--rebase')).rejects.toThrow(/CONFLICT/)
  await clone.write('guides/offline.md', page('바다에서', '모두'))
  await clone.git('add', '--all')
  await clone.git('-c', 'core.editor=true', 'rebase', '--continue')
  await push(clone, 'main')
  const ask = await world.app.signIn(mina)
  expect(await (await ask('/wiki/guides/offline.md')).text()).toContain('모두')
})

test('a submodule is refused', async () => {
  const clone = await world.clone(leo)
  const other = await clone.git('rev-parse', 'HEAD')
  await clone.git('update-index', '--add', '--cacheinfo', `160000,${other},guides/module`)
  await clone.git('commit', '--quiet', '-m', 'Module')
  await expect(push(clone, 'main')).rejects.toThrow(/guides\/module: submodules/)
})

test('nobody pushes in the name of another', async () => {
  const clone = await world.clone(leo, { name: 'Mina', email: mina.email })
  await clone.write('guides/alias.md', page('가명'))
  await clone.commit('Alias')
  await expect(push(clone, 'main')).rejects.toThrow(/mina@team\.example.*leo@team\.example.*reset-author/s)
})

test('main is neither rewritten nor deleted, and no other branches or tags are taken', async () => {
  const clone = await world.clone(leo)
  const before = await head()
  await clone.git('commit', '--quiet', '--amend', '--no-edit', '--reset-author')
  await expect(push(clone, '--force', 'main')).rejects.toThrow(
    /never rewritten.*git pull --rebase origin main.*non-fast-forward/s,
  )
  await expect(push(clone, ':main')).rejects.toThrow(/main: it cannot be deleted/)
  await expect(push(clone, 'origin/main:refs/heads/feature')).rejects.toThrow(
    /only main and branches proposals/,
  )
  await expect(push(clone, 'origin/main:refs/tags/v1')).rejects.toThrow(/only main and branches proposals/)
  await expect(push(clone, 'origin/main:refs/heads/drafts/x')).rejects.toThrow(
    /only main and branches proposals/,
  )
  expect(await head()).toBe(before)
})

test('a member pushes proposals and nothing else; a lead merges one with git', async () => {
  const clone = await world.clone(mina)
  await clone.write('guides/sail.md', page('돛'))
  await clone.commit('돛을 이야기해요')
  await expect(push(clone, 'main')).rejects.toThrow(/only leads push here.*proposals\/NAME/s)
  await push(clone, 'HEAD:proposals/sail')
  const { proposals } = world.app.context
  const [made] = await proposals.list(await world.app.user(mina), 'mine')
  expect(made).toMatchObject({ branch: 'sail', status: 'open', title: '돛을 이야기해요' })

  const others = await world.clone(noa)
  await others.write('guides/sail.md', page('내 돛'))
  await others.commit('Mine now')
  await expect(push(others, '--force', 'HEAD:proposals/sail')).rejects.toThrow(/somebody else/)

  const lead = await world.clone(leo)
  await lead.git('merge', '--quiet', '--no-ff', '-m', 'Merge sail', 'origin/proposals/sail')
  await push(lead, 'main')
  expect(world.app.context.pages.content.catalog.find('guides/sail')).toBeDefined()
  expect((await proposals.get(await world.app.user(mina), made!.number)).status).toBe('accepted')
})

test('its author takes a proposal back by deleting its branch', async () => {
  const clone = await world.clone(mina)
  await clone.write('guides/oar.md', page('노'))
  await clone.commit('노')
  await push(clone, 'HEAD:proposals/oar')
  await push(clone, ':proposals/oar')
  const mine = await world.app.context.proposals.list(await world.app.user(mina), 'mine')
  expect(mine.find(({ branch }) => branch === 'oar')).toMatchObject({ status: 'withdrawn' })
})

test('a history of its own is refused', async () => {
  const clone = await world.clone(leo)
  await clone.git('checkout', '--quiet', '--orphan', 'other')
  await clone.commit('From nowhere')
  await expect(push(clone, 'other:proposals/other')).rejects.toThrow(/wiki’s own history/)
})

test('what is refused leaves nothing behind', async () => {
  const names = await runGit(world.app.context.repository.dir, ['count-objects', '-v'])
  expect(names).toContain('garbage: 0')
  const { readdir } = await import('node:fs/promises')
  expect(await readdir(`${world.app.context.repository.dir}/incoming`)).toEqual([])
})
