import express, { type Express } from 'express'
import { identify } from './accounts/guards.ts'
import { messages as accountMessages } from './accounts/messages.ts'
import { accountRoutes } from './accounts/routes.ts'
import { attachmentApi } from './attachments/api.ts'
import { fileRoutes } from './attachments/file-routes.ts'
import { messages as attachmentMessages } from './attachments/messages.ts'
import { addAttachmentsToPage } from './attachments/on-page.ts'
import { attachmentRoutes } from './attachments/routes.ts'
import { messages as backupMessages } from './backup/messages.ts'
import { backupRoutes } from './backup/routes.ts'
import { cacheFolder } from './config.ts'
import { PROGRAM_DIR, type Context } from './context.ts'
import { feedbackApi } from './feedback/api.ts'
import { messages as feedbackMessages } from './feedback/messages.ts'
import { feedbackRoutes } from './feedback/routes.ts'
import { createFrame } from './frame.ts'
import { guidanceApi } from './guidance/api.ts'
import { contradictionRoutes } from './guidance/contradiction-routes.ts'
import { messages as guidanceMessages } from './guidance/messages.ts'
import { similarRoutes } from './guidance/similar-routes.ts'
import { retroRoutes } from './guidance/retro-routes.ts'
import { applicationRoutes } from './guidance/routes.ts'
import { gapApi } from './gaps/api.ts'
import { messages as gapMessages } from './gaps/messages.ts'
import { gapRoutes } from './gaps/routes.ts'
import { messages as gitHttpMessages } from './git-http/messages.ts'
import { createMembersCopies } from './git-http/members-copy.ts'
import { createReading } from './git-http/reading.ts'
import { createReceiving } from './git-http/receiving.ts'
import { gitHttpRoutes } from './git-http/routes.ts'
import { messages as gitMessages } from './git/messages.ts'
import { messages as homeMessages } from './home/messages.ts'
import { homeRoutes } from './home/routes.ts'
import { learningApi } from './learning/api.ts'
import { changeRoutes } from './learning/change-routes.ts'
import { confirmationApi } from './learning/confirmation-api.ts'
import { confirmationRoutes } from './learning/confirmation-routes.ts'
import { createStepsPart } from './learning/editor/steps-part.ts'
import { messages as learningMessages } from './learning/messages.ts'
import { learningRoutes } from './learning/routes.ts'
import { messages as markdownMessages } from './markdown/messages.ts'
import { movingApi } from './moving/api.ts'
import { messages as mirrorMessages } from './mirror/messages.ts'
import { messages as movingMessages } from './moving/messages.ts'
import { createMoving } from './moving/moving.ts'
import { movingRoutes } from './moving/routes.ts'
import { notificationApi } from './notifications/api.ts'
import { countUnseen } from './notifications/guards.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { messages as notificationMessages } from './notifications/messages.ts'
import { apiDescription } from './api/openapi.ts'
import { pageApi } from './pages/api.ts'
import { changeApi } from './pages/change-api.ts'
import { conflictRoutes } from './pages/conflict-routes.ts'
import { deleteRoutes } from './pages/delete-routes.ts'
import { editingRoutes } from './pages/editing.ts'
import { isKind, kindFacts } from './pages/kinds.ts'
import { messages as pageMessages } from './pages/messages.ts'
import { canSee } from './pages/page.ts'
import { createPreview } from './pages/preview.ts'
import { previewRoutes } from './pages/preview-routes.ts'
import { pagesOwnedBy } from './pages/owned.ts'
import type { AddToPage } from './pages/additions.ts'
import { historyRoutes } from './pages/history-routes.ts'
import { pageRoutes } from './pages/routes.ts'
import { proposalApi } from './proposals/api.ts'
import { messages as proposalMessages } from './proposals/messages.ts'
import { proposeRoutes } from './proposals/propose-routes.ts'
import { proposalRoutes } from './proposals/routes.ts'
import { readApi } from './reads/api.ts'
import { messages as readMessages } from './reads/messages.ts'
import { readRoutes } from './reads/routes.ts'
import { searchApi } from './search/api.ts'
import { messages as searchMessages } from './search/messages.ts'
import { searchRoutes } from './search/routes.ts'
import { upkeepApi } from './upkeep/api.ts'
import { messages as upkeepMessages } from './upkeep/messages.ts'
import { upkeepRoutes } from './upkeep/routes.ts'
import { sourceRoutes } from './upkeep/source-routes.ts'
import { translationRoutes } from './upkeep/translation-routes.ts'
import { trashApi } from './trash/api.ts'
import { messages as trashMessages } from './trash/messages.ts'
import { trashRoutes } from './trash/routes.ts'
import { messages as unsavedMessages } from './unsaved/messages.ts'
import { unsavedRoutes } from './unsaved/routes.ts'
import { teamApi } from './team/api.ts'
import { messages as teamMessages } from './team/messages.ts'
import { addTeamTools } from './team/page-tools.ts'
import { teamRoutes } from './team/routes.ts'
import type { User } from './user.ts'
import type { WaitingSource } from './waiting.ts'
import type { Assets } from './web/assets.ts'
import { answerErrors, answerNotFound } from './web/errors.ts'
import { securityHeaders } from './web/headers.ts'
import { createTranslations, type Translations } from './web/i18n.ts'
import { messages as webMessages } from './web/messages.ts'
import { createRoutes } from './web/routes.ts'
import { logRequests } from './web/request-log.ts'
import { refuseCrossSiteWrites } from './web/same-origin.ts'
import { createViews } from './web/view.ts'
import { healthRoutes } from './web/health.ts'

/** All words of the program, Korean and English. */
export function createWords(): Translations {
  return createTranslations([
    webMessages,
    accountMessages,
    attachmentMessages,
    backupMessages,
    gitMessages,
    gitHttpMessages,
    mirrorMessages,
    markdownMessages,
    pageMessages,
    searchMessages,
    learningMessages,
    homeMessages,
    notificationMessages,
    movingMessages,
    readMessages,
    feedbackMessages,
    gapMessages,
    guidanceMessages,
    proposalMessages,
    upkeepMessages,
    unsavedMessages,
    trashMessages,
    teamMessages,
  ])
}

/** The table of contents of the server: what happens to a request, in order. */
export function createApp(context: Context, assets: Assets): Express {
  const {
    config,
    log,
    now,
    accounts,
    notifications,
    reads,
    feedback,
    guidance,
    proposals,
    pages,
    search,
    learning,
  } = context
  const { gaps, upkeep, team, unsaved } = context
  const translations = createWords()
  const views = createViews({
    dir: `${PROGRAM_DIR}/views`,
    translations,
    asset: assets.asset,
    frame: createFrame(pages),
  })
  const app = express()
  app.set('env', 'production')
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', config.trustedProxies)

  app.use(securityHeaders())
  app.use(logRequests(log))
  assets.serve(app)
  app.use(identify(accounts))
  app.use(countUnseen(notifications))
  app.use(refuseCrossSiteWrites(config.baseUrl))

  const routes = createRoutes(app)
  const canSeeDocument = (user: User) => (facts: { status: string; owner: string | undefined }) =>
    canSee(user, { status: facts.status as 'published' | 'draft' | 'archived', owner: facts.owner })
  const iconOf = (kind: string) => (isKind(kind) ? kindFacts[kind].icon : 'file')
  const searching = {
    search,
    searchLog: context.searchLog,
    pages,
    views,
    translations,
    canSee: canSeeDocument,
    iconOf,
    wishes: gaps,
    now,
  }

  healthRoutes(routes, context)
  /** What else a page shows, by feature. */
  const additions: readonly AddToPage[] = [
    (user, page, variant, query) => learning.addToPage({ query }, user, page, variant),
    (user, page, variant) => reads.addToPage(user, page, variant),
    ...guidance.additions,
    (_user, page) => feedback.addToPage(page),
    (user, page) => proposals.addToPage(user, page),
    (user, page, variant) => upkeep.addToPage(user, page, variant),
    (user, page) => addTeamTools(user, page),
    addAttachmentsToPage(context.attachments),
  ]
  /** What waits for a person on their home page, by feature. */
  const waiting: readonly WaitingSource[] = [
    (user, lang) => learning.waitingFor(user, lang),
    (user, lang) => feedback.waitingFor(user, lang),
    (user) => gaps.waitingFor(user),
    (user, lang) => guidance.waitingFor(user, lang),
    (user) => proposals.waitingFor(user),
    (user, lang) => upkeep.waitingFor(user, lang),
    (user) => unsaved.waitingFor(user),
    (user, lang) => team.waitingFor(user, lang),
  ]
  homeRoutes(routes, { ...context, views, translations, waiting })
  learningRoutes(routes, { learning, views, translations })
  confirmationRoutes(routes, { learning, views, translations })
  changeRoutes(routes, { pages, learning, views })
  teamRoutes(routes, { team, views, translations, now })
  pageRoutes(routes, { pages, views, translations, additions, release: assets.release, now })
  historyRoutes(routes, { pages, views, translations })
  const parts = [createStepsPart({ pages, usedStepIds: learning.usedStepIds })]
  const preview = createPreview(views, pages.content.catalog, parts)
  const similar = guidance.similarTitles
  const writing = { pages, views, preview, handles: () => accounts.people.handles(), unsaved }
  const { maxAttachmentBytes } = config
  const editing = { ...writing, similar, maxAttachmentBytes, parts }
  editingRoutes(routes, editing)
  previewRoutes(routes, editing)
  deleteRoutes(routes, { pages, views })
  const moving = createMoving(context)
  unsavedRoutes(routes, { unsaved })
  trashRoutes(routes, { ...context, views, translations })
  movingRoutes(routes, { moving, pages, views, translations })
  fileRoutes(routes, context)
  attachmentRoutes(routes, { ...context, views, translations })
  conflictRoutes(routes, { pages, views, unsaved })
  readRoutes(routes, { reads, views, translations })
  feedbackRoutes(routes, { feedback, views, translations })
  applicationRoutes(routes, { guidance, views, translations })
  similarRoutes(routes, { guidance })
  contradictionRoutes(routes, { guidance, views, translations })
  retroRoutes(routes, { guidance, views, translations, handles: () => accounts.people.handles() })
  proposalRoutes(routes, { proposals, pages, views, translations })
  proposeRoutes(routes, { ...writing, maxAttachmentBytes, proposals })
  upkeepRoutes(routes, { upkeep, pages, views, translations, people: accounts.people })
  sourceRoutes(routes, { upkeep, views, translations, log })
  translationRoutes(routes, { upkeep, views, translations })
  notificationRoutes(routes, { notifications, views, translations })
  searchRoutes(routes, searching)
  gapRoutes(routes, {
    gaps,
    pages,
    views,
    translations,
    handles: () => accounts.people.handles(),
    handleOf: async (id) => (await accounts.people.findById(id))?.handle,
  })
  accountRoutes(routes, {
    accounts,
    views,
    translations,
    baseUrl: config.baseUrl,
    pagesOf: pagesOwnedBy(pages),
    handOver: (user, from, to) => upkeep.owners.handOver(user, { from, to }),
  })

  backupRoutes(routes, { backups: context.backups, views, translations, remote: context.mirror })
  const { content } = pages
  const membersCopies = createMembersCopies({ ...context, content, folder: cacheFolder(config.dataDir) })
  const reading = createReading({ ...context, content, membersCopies })
  gitHttpRoutes(routes, {
    ...context,
    reading,
    receiving: createReceiving({ ...context, reading }),
    translations,
    rates: config.gitRates,
  })

  // Before the pages' own routes, whose wildcard would take these for a page's path.
  readApi(routes, { reads })
  feedbackApi(routes, { feedback })
  guidanceApi(routes, { guidance })
  proposalApi(routes, { proposals, translations })
  upkeepApi(routes, { upkeep, log })
  notificationApi(routes, { notifications, translations })
  movingApi(routes, { moving })
  trashApi(routes, context)
  attachmentApi(routes, context)
  changeApi(routes, { pages })
  pageApi(routes, { pages, translations })
  searchApi(routes, searching)
  gapApi(routes, { gaps })
  teamApi(routes, { team })
  learningApi(routes, { learning })
  confirmationApi(routes, { learning })
  apiDescription(routes)

  app.use(answerNotFound)
  app.use(answerErrors({ views, translations, log }))
  return app
}
