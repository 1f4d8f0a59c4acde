import express, { type Request, type RequestHandler } from 'express'
import type { User } from '../user.ts'
import { parseBody, parseQuery } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { ApiDaysQuery, ApiGapQuery, DecisionBody, WishBody } from './forms.ts'
import type { Gap } from './gap.ts'
import type { Gaps } from './gaps.ts'

const readJsonBody = express.json({ limit: '16kb' }) as RequestHandler as Handler

/** What the wiki lacks, for programs (DESIGN §7): the same operations as the pages. */
export function gapApi(routes: Routes, { gaps }: { readonly gaps: Gaps }): void {
  routes.get('/api/v1/gaps', async (req, res) => {
    const list = await gaps.list(signedIn(req), parseQuery(ApiGapQuery, req))
    res.json({ results: list.map(jsonOf) })
  })

  routes.get('/api/v1/gaps/:id', async (req, res) => {
    res.json(jsonOf(await gaps.get(signedIn(req), idOf(req))))
  })

  routes.post('/api/v1/gaps/:id', readJsonBody, async (req, res) => {
    const user = signedIn(req)
    await decide(user, idOf(req), parseBody(DecisionBody, req.body))
    const list = await gaps.list(user, { status: 'all' })
    const gap = list.find(({ id }) => id === idOf(req))
    res.json(gap ? jsonOf(gap) : { id: idOf(req), status: 'closed' })
  })

  routes.post('/api/v1/wishes', readJsonBody, async (req, res) => {
    const user = signedIn(req)
    const { id } = await gaps.wish(user, parseBody(WishBody, req.body))
    res.status(201).json(jsonOf(await gaps.get(user, id)))
  })

  routes.get('/api/v1/wishes', async (req, res) => {
    res.json({ results: (await gaps.ownWishes(signedIn(req))).map(jsonOf) })
  })

  routes.delete('/api/v1/wishes/:id', async (req, res) => {
    await gaps.withdraw(signedIn(req), idOf(req))
    res.status(204).end()
  })

  routes.get('/api/v1/searches', async (req, res) => {
    const { days } = parseQuery(ApiDaysQuery, req)
    const { all } = await gaps.searches(signedIn(req), days === '7' ? 7 : 30, req.viewer.lang)
    res.json({
      results: all.map(({ text, people, times, found, missed, opened, at }) => {
        return {
          text,
          people,
          times,
          found,
          missed,
          at,
          opened: opened.map(({ path, people }) => ({ path, people })),
        }
      }),
    })
  })

  function decide(user: User, id: string, body: ReturnType<typeof DecisionBody.parse>): Promise<void> {
    switch (body.action) {
      case 'take':
        return gaps.take(user, id, body.due)
      case 'give':
        return gaps.give(user, id, body)
      case 'put-back':
        return gaps.putBack(user, id)
      case 'close':
        return gaps.close(user, id, body)
    }
  }
}

function idOf(req: Request): string {
  return (req.params as { id: string }).id
}

function jsonOf({ id, kind, text, count, status, assignee, due, page, reason, pages }: Gap) {
  return {
    id,
    kind,
    text,
    count,
    status,
    assignee: assignee ?? null,
    due: due ?? null,
    page: page ?? null,
    reason,
    pages,
  }
}
