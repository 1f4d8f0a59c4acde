/** What is selected in the page goes along with what is said about it. */
export function startFeedback(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>('[data-feedback] [data-passage]')]
  const article = document.querySelector('article')
  if (fields.length === 0 || !article) return
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    if (!selection || selection.isCollapsed || !selection.anchorNode) return
    // Selecting within the forms is not choosing a passage.
    if (
      !article.contains(selection.anchorNode) ||
      fields.some((field) => field.form?.contains(selection.anchorNode))
    )
      return
    const text = selection.toString().replace(/\s+/g, ' ').trim()
    if (text === '') return
    for (const field of fields)
      if (field !== document.activeElement) field.value = text.slice(0, field.maxLength)
  })
}
