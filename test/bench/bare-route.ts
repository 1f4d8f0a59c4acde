/** The least that Express can do, to measure the wiki against: one route that sends a string. Told which by its parent. */
import type { AddressInfo } from 'node:net'
import express from 'express'

let texts: readonly string[] = []

const app = express()
app.get('/:number', (req, res) => {
  res.type('html').send(texts[Number(req.params.number)] ?? '')
})
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.on('message', (sent: string[]) => {
  texts = sent
  process.send?.(sent.map((_, at) => `/${at}`))
})
process.on('disconnect', () => process.exit())
