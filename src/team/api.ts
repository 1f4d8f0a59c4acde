import express, { type Request, type RequestHandler } from 'express'
import { parseBody, parseQuery } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Given } from './assignments.ts'
import { ApiQuery, AssignBody, JoinerBody } from './forms.ts'
import type { ShownRule } from './joiners.ts'
import type { Standing } from './standing.ts'
import type { Team } from './team.ts'
import type { PathTeam } from './team-view.ts'

const readJsonBody = express.json({ limit: '64kb' }) as RequestHandler as Handler

/** Leading for programs (DESIGN §7): the same operations as the pages. */
export function teamApi(routes: Routes, { team }: { readonly team: Team }): void {
  routes.post('/api/v1/paths/*path/assignments', readJsonBody, async (req, res) => {
    const { handle, start, buddy } = parseBody(AssignBody, req.body)
    const [given] = await team.assign(signedIn(req), { path: pathOf(req), handles: [handle], start, buddy })
    res.status(201).json(given && assignmentOf(given))
  })

  routes.delete('/api/v1/assignments/:id', async (req, res) => {
    await team.endAssignment(signedIn(req), idIn(req))
    res.status(204).end()
  })

  routes.post('/api/v1/assignments/:id/start-again', async (req, res) => {
    res.json(assignmentOf(await team.startAgain(signedIn(req), idIn(req))))
  })

  routes.post('/api/v1/paths/*path/joiners', readJsonBody, async (req, res) => {
    const body = parseBody(JoinerBody, req.body)
    const rule = await team.giveToJoiners(signedIn(req), { path: pathOf(req), ...body })
    res.status(201).json(ruleOf(rule))
  })

  routes.delete('/api/v1/joiners/:id', async (req, res) => {
    await team.endRule(signedIn(req), idIn(req))
    res.status(204).end()
  })

  routes.get('/api/v1/team', async (req, res) => {
    const { path, cohort, lang } = parseQuery(ApiQuery, req)
    const [by, shownLang] = [signedIn(req), lang ?? req.viewer.lang]
    const asked = path === undefined || path === '' ? undefined : path.normalize('NFC')
    const view = await team.view(by, { path: asked, cohort: cohort || undefined }, shownLang)
    const joiners = view.team ? (await team.rulesOf(by, view.team.path)).map(ruleOf) : []
    res.json({ ...(view.team && teamOf(view.team)), joiners, paths: view.choices })
  })

  routes.get('/api/v1/team/friction', async (req, res) => {
    const { path, lang } = parseQuery(ApiQuery, req)
    const view = await team.frictionView(signedIn(req), path || undefined, lang ?? req.viewer.lang)
    res.json({ ...view.board, paths: view.choices })
  })

  routes.get('/api/v1/team/:handle', async (req, res) => {
    const { lang } = parseQuery(ApiQuery, req)
    const { handle } = req.params as { handle: string }
    const { person, standings } = await team.person(signedIn(req), handle, lang ?? req.viewer.lang)
    const paths = standings.map((one) => ({ path: one.path, title: one.title, ...personOf(one) }))
    res.json({ handle: person.handle, name: person.name, paths })
  })
}

function idIn(req: Request): string {
  return (req.params as { id: string }).id
}

function assignmentOf({ id, path, walker, start, buddy }: Given) {
  return { id, path, handle: walker.handle, name: walker.name, start, buddy: buddy?.handle ?? null }
}

function ruleOf({ id, path, role, buddy, since }: ShownRule) {
  return { id, path, role, buddy: buddy?.handle ?? null, since }
}

function teamOf({ path, title, steps, people }: PathTeam) {
  return {
    path,
    title,
    steps: steps.map(({ id, number, title, optional, dueDays }) => ({
      id,
      number,
      title,
      optional,
      dueDays,
    })),
    people: people.map(personOf),
  }
}

/** No answers, no evidence. */
function personOf(one: Standing) {
  const { person, given, pace, day, done, total, steps, troubles, finishedOn } = one
  return {
    handle: person.handle,
    name: person.name,
    assignment: given?.id ?? null,
    start: given?.start ?? null,
    buddy: given?.buddy?.handle ?? null,
    status: pace,
    day,
    done,
    total,
    finishedOn: finishedOn ?? null,
    steps: steps.map(({ id, state, dueOn, completedAt }) => ({
      id,
      status: state,
      due: dueOn ?? null,
      completedAt: completedAt ?? null,
    })),
    reasons: troubles.map(({ kind, days, times, stepId }) => ({ kind, days, times, step: stepId })),
  }
}
