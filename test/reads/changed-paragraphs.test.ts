import { countChangedParagraphs } from '../../src/reads/changed-paragraphs.ts'

const page = (...paragraphs: string[]) => `---\ntitle: T\n---\n\n${paragraphs.join('\n\n')}\n`

test.each([
  ['nothing', page('하나', '둘'), page('하나', '둘'), 0],
  ['a paragraph more', page('하나'), page('하나', '둘'), 1],
  ['a paragraph less', page('하나', '둘'), page('하나'), 1],
  ['one written anew', page('하나', '둘'), page('하나', '셋'), 1],
  ['lines broken elsewhere', page('하나 둘\n셋'), page('하나\n둘 셋'), 0],
  ['the same paragraph twice', page('하나'), page('하나', '하나'), 1],
  ['only the front matter', page('하나'), `---\ntitle: U\n---\n\n하나\n`, 0],
])('%s', (_what, before, after, count) => {
  expect(countChangedParagraphs(before, after)).toBe(count)
})
