import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import go from 'highlight.js/lib/languages/go'
import graphql from 'highlight.js/lib/languages/graphql'
import http from 'highlight.js/lib/languages/http'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import lua from 'highlight.js/lib/languages/lua'
import makefile from 'highlight.js/lib/languages/makefile'
import markdown from 'highlight.js/lib/languages/markdown'
import nginx from 'highlight.js/lib/languages/nginx'
import php from 'highlight.js/lib/languages/php'
import powershell from 'highlight.js/lib/languages/powershell'
import properties from 'highlight.js/lib/languages/properties'
import protobuf from 'highlight.js/lib/languages/protobuf'
import python from 'highlight.js/lib/languages/python'
import r from 'highlight.js/lib/languages/r'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import scala from 'highlight.js/lib/languages/scala'
import scss from 'highlight.js/lib/languages/scss'
import shell from 'highlight.js/lib/languages/shell'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { escapeHtml, type SafeHtml } from './safe-html.ts'

const LANGUAGES = {
  bash, c, cpp, css, diff, dockerfile, go, graphql, http, ini, java, javascript, json, kotlin, lua,
  makefile, markdown, nginx, php, powershell, properties, protobuf, python, r, ruby, rust, scala, scss, shell,
  sql, swift, typescript, xml, yaml,
} // prettier-ignore

const highlighter = hljs.newInstance()
for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language)
highlighter.registerAliases(['jsonc', 'json5'], { languageName: 'json' })
highlighter.registerAliases(['hcl', 'tf', 'gitconfig', 'editorconfig'], { languageName: 'ini' })

// Its own grammar takes seconds for hostile input (measured: 2 s of CPU for 20 KB of `aaa`).
highlighter.registerAliases(['csharp', 'cs', 'c#'], { languageName: 'java' })

/**
 * Many grammars are quadratic in the length of a block or of a line, so longer ones stay plain
 * (measured at these limits: 0.3 s at the worst), and so does what is left of a page whose code has
 * taken this many milliseconds. An ordinary block takes 0.3.
 */
const MAX_LENGTH = 10_000
const MAX_LINE = 400
const MAX_MS = 300

/** Puts the code of one page in colour: HTML with the look's four classes (`hl-k -s -c -n`). */
export type Highlight = (code: string, language: string) => SafeHtml

/** Where the language is not known, or a limit is reached, code stays plain. */
export function createHighlight(): Highlight {
  let spent = 0
  return (code, language) => {
    if (
      spent > MAX_MS ||
      code.length > MAX_LENGTH ||
      !highlighter.getLanguage(language) ||
      hasLongLine(code)
    ) {
      return escapeHtml(code)
    }
    const start = performance.now()
    const { value } = highlighter.highlight(code, { language, ignoreIllegals: true })
    spent += performance.now() - start
    return mapClasses(value)
  }
}

function hasLongLine(code: string): boolean {
  for (let start = 0; start < code.length;) {
    const end = code.indexOf('\n', start)
    if ((end === -1 ? code.length : end) - start > MAX_LINE) return true
    if (end === -1) return false
    start = end + 1
  }
  return false
}

const CLASSES: Readonly<Record<string, string>> = {
  keyword: 'hl-k', built_in: 'hl-k', type: 'hl-k', name: 'hl-k', 'selector-tag': 'hl-k', section: 'hl-k',
  string: 'hl-s', regexp: 'hl-s', addition: 'hl-s', link: 'hl-s', code: 'hl-s', 'char': 'hl-s',
  comment: 'hl-c', quote: 'hl-c', doctag: 'hl-c',
  number: 'hl-n', literal: 'hl-n', symbol: 'hl-n', bullet: 'hl-n', deletion: 'hl-n', meta: 'hl-n',
} // prettier-ignore

/** highlight.js writes nothing but text, `<span class="hljs-...">` and `</span>`; spans without a colour go. */
function mapClasses(html: string): SafeHtml {
  const open: boolean[] = []
  return html.replace(/<span class="([^"]*)">|<\/span>/g, (_, names: string | undefined) => {
    if (names === undefined) return open.pop() ? '</span>' : ''
    const mapped = CLASSES[/^hljs-([\w-]+)/.exec(names)?.[1] ?? '']
    open.push(mapped !== undefined)
    return mapped === undefined ? '' : `<span class="${mapped}">`
  }) as SafeHtml
}
