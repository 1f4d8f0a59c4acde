import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BlobId } from '../../src/git/ids.ts'
import { splitFrontMatter } from '../../src/markdown/front-matter.ts'
import { renderMarkdown } from '../../src/markdown/render.ts'
import { Catalog, pathsInFrontMatter } from '../../src/pages/catalog.ts'
import { readVariant } from '../../src/pages/page.ts'
import { isTemplate, pageOfFile } from '../../src/pages/page-path.ts'

const sources = new Map(
  readdirSync('content', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice('content/'.length).replaceAll('\\', '/'))
    .map((file) => [file, readFileSync(join('content', file), 'utf8')]),
)
const catalog = new Catalog()
catalog.apply(
  [...sources].map(([file, source]) => {
    const place = pageOfFile(file)
    if (!place) throw new Error(`${file} is no page`)
    return [file, readVariant({ ...place, file }, file as BlobId, Buffer.from(source))]
  }),
)
const variants = [...catalog.variants()]

test('has all that it promises: twelve lessons, eight guides, seven onboarding articles, three paths', () => {
  const counts = (['lesson', 'guide', 'onboarding', 'path', 'retro', 'direction'] as const).map(
    (kind) => catalog.list(kind).length,
  )
  expect(counts).toEqual([12, 8, 7, 3, 1, 1])
})

test('every page can be read without a fault', () => {
  expect(variants.filter((variant) => variant.fault).map(({ file, fault }) => ({ file, fault }))).toEqual([])
})

test('every page is a complete pair: both languages, the same tags, sources, steps and headings', () => {
  for (const page of catalog.all()) {
    const [ko, en] = [page.variants.get('ko'), page.variants.get('en')]
    const shape = (variant: typeof ko) => ({
      path: page.path,
      kind: variant?.frontMatter.kind,
      status: variant?.frontMatter.status,
      tags: variant?.frontMatter.tags,
      supports: variant?.frontMatter.supports,
      urls: variant?.frontMatter.sources?.map((source) => source.url),
      steps: variant?.frontMatter.steps?.map(({ id, page: target, minutes, due, check }) => [
        id,
        target,
        minutes,
        due,
        check.type,
      ]),
      headings: variant?.headings.map((heading) => heading.level),
      advice: [variant?.frontMatter.lesson?.do?.length, variant?.frontMatter.lesson?.dont?.length],
    })
    const both = page.drafts.size > 0 ? [page.drafts.get('en') ?? en, ko] : [en, ko]
    expect(shape(both[0])).toEqual(shape(both[1]))
  }
})

test('every link resolves, in texts and in front matter', () => {
  const missing = variants.flatMap((variant) => {
    if (isTemplate(variant.path)) return []
    const { lang, path, file } = variant
    const body = splitFrontMatter(sources.get(file) ?? '').body
    const rendered = renderMarkdown(body, { lang, path, resolve: (target) => catalog.resolve(target, lang) })
    const inFrontMatter = pathsInFrontMatter(variant).filter((target) => !catalog.find(target))
    return [...rendered.missing, ...inFrontMatter].map((target) => `${file}: ${target}`)
  })
  expect(missing).toEqual([])
})

test('pages are linked to one another: each to two others, each lesson from a guide or an onboarding article', () => {
  for (const page of catalog.all()) {
    if (isTemplate(page.path)) continue
    const targets = [...catalog.all()].filter((other) => catalog.backlinks(other).includes(page))
    expect([page.path, targets.length >= 2]).toEqual([page.path, true])
  }
  for (const lesson of catalog.list('lesson')) {
    const kinds = catalog.backlinks(lesson).map((page) => page.kind)
    expect([lesson.path, kinds.some((kind) => kind === 'guide' || kind === 'onboarding')]).toEqual([
      lesson.path,
      true,
    ])
  }
})

test('quizzes can be passed: every answer is one of the options', () => {
  for (const { file, frontMatter } of variants) {
    for (const step of frontMatter.steps ?? []) {
      if (step.check.type !== 'quiz') continue
      for (const { ask, options = [], answer = [], accept = [] } of step.check.questions) {
        const sound =
          options.length > 0
            ? answer.length > 0 && answer.every((one) => options.includes(one))
            : accept.length > 0
        expect([file, ask, sound]).toEqual([file, ask, true])
      }
    }
  }
})
