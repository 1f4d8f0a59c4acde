import { expectServing, page, residentMegabytes, startOutside } from './outside.ts'

test('a page and an attachment of 100 MB are contained: not read into memory, and the rest is served', async () => {
  const outside = await startOutside()
  try {
    const { blob, push, lead } = outside
    const huge = Buffer.alloc(100 * 1024 * 1024, '가나다라 마바사\n')
    const before = residentMegabytes()
    await push([
      `100644 blob ${blob(page('곁에 있는 글'))}\tbeside.md`,
      `100644 blob ${blob(huge)}\thuge.md`,
      `100644 blob ${blob(huge)}\thuge.bin`,
    ])
    expect(await (await lead('/wiki/odd/huge')).text()).toContain('4 MB')
    await expectServing(outside, 'odd/beside')
    expect(residentMegabytes() - before).toBeLessThan(100)
  } finally {
    await outside.app.stop()
  }
})
