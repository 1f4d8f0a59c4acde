export interface LatestWins<Question> {
  /** Gives up the question that is still open and asks this one. */
  ask(question: Question): void
  /** Gives up the question that is still open; nothing more is shown. */
  cancel(): void
}

interface Asked<Question, Answer> {
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Answer>
  readonly show: (answer: Answer, question: Question) => void
  readonly fail: (error: unknown, question: Question) => void
}

/** One question at a time: an answer to an older one is never shown after a newer one was asked. */
export function createLatestWins<Question, Answer>(asked: Asked<Question, Answer>): LatestWins<Question> {
  let open: AbortController | undefined
  const run = async (question: Question): Promise<void> => {
    open?.abort()
    const mine = new AbortController()
    open = mine
    try {
      const answer = await asked.ask(question, mine.signal)
      if (open === mine) asked.show(answer, question)
    } catch (error) {
      if (open === mine) asked.fail(error, question)
    }
  }
  return {
    ask: (question) => void run(question),
    cancel() {
      open?.abort()
      open = undefined
    },
  }
}
