/** Nobody reads a page in less. */
const LEAST_MS = 3_000
/** Whoever stays this long has read something of it, even if not to its end. */
const LONG_MS = 20_000
const TICK_MS = 500

/** Tells the server once that the page was read: seen to its end, or for a while, in a tab that is looked at. */
export function startReading(): void {
  const article = document.querySelector<HTMLElement>('article[data-read]')
  if (!article) return
  let visibleMs = 0
  let endSeen = false
  const end = article.querySelector('[data-read-end]') ?? article
  const observer = new IntersectionObserver((entries) => {
    endSeen ||= entries.some(({ isIntersecting }) => isIntersecting)
  })
  observer.observe(end)
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') visibleMs += TICK_MS
    if (visibleMs < (endSeen ? LEAST_MS : LONG_MS)) return
    clearInterval(timer)
    observer.disconnect()
    const { path = '', lang = '', revision = '' } = article.dataset
    // Failing is no harm: the next view tells it again.
    fetch('/read', {
      method: 'POST',
      keepalive: true,
      body: new URLSearchParams({ path, lang, revision }),
    }).catch(() => undefined)
  }, TICK_MS)
}
