import type { BlobId, CommitId } from '../git/ids.ts'
import type { CommitRecord } from '../git/repository.ts'
import { heldOnce } from './held-once.ts'

/** One commit as it concerns one file. */
export interface Version {
  readonly commit: CommitId
  /** Undefined where the commit removed the file. */
  readonly blob: BlobId | undefined
  readonly author: { readonly name: string; readonly email: string }
  readonly time: Date
  readonly subject: string
}

/**
 * Who changed which file when, in memory: 50,000 commits are some ten megabytes, and a page's history
 * then costs no process. Derived from `git log`; `add` brings it to the next commit.
 */
export class HistoryIndex {
  /** Files that a file was before it was renamed. */
  readonly #formerFiles: (file: string) => readonly string[]
  #versions = new Map<string, Version[]>()
  #recent: CommitRecord[] = []
  #places = new Map<CommitId, number>()
  #authors = new Map<string, CommitRecord['author']>()
  #paths = new Map<string, string>()

  constructor(formerFiles: (file: string) => readonly string[] = () => []) {
    this.#formerFiles = formerFiles
  }

  /** Takes commits oldest first. */
  add(added: CommitRecord): void {
    if (this.#places.has(added.id)) return
    const record = this.#shared(added)
    this.#places.set(record.id, this.#recent.length)
    this.#recent.push(record)
    const { id: commit, author, time, subject } = record
    for (const { path, blob } of record.files) {
      const version: Version = { commit, blob, author, time, subject }
      const versions = this.#versions.get(path)
      if (versions) versions.push(version)
      else this.#versions.set(path, [version])
    }
  }

  /** Takes back the commit that was added last: it never came to be. */
  removeLast(id: CommitId): void {
    const record = this.#recent.at(-1)
    if (record?.id !== id) throw new Error('Only the last commit can be taken back')
    this.#recent.pop()
    this.#places.delete(id)
    for (const { path } of record.files) {
      const versions = this.#versions.get(path)
      if (versions?.pop() && versions.length === 0) this.#versions.delete(path)
    }
  }

  /** Versions of a file, newest first; before it was renamed, those of the file that it was. */
  of(file: string): Version[] {
    return this.#all(file).toReversed()
  }

  /** Every file that there ever was. */
  files(): IterableIterator<string> {
    return this.#versions.keys()
  }

  latest(file: string): Version | undefined {
    return this.#versions.get(file)?.at(-1)
  }

  /** The version in which the file was this blob; the latest such. */
  findByBlob(file: string, blob: string): Version | undefined {
    return this.#all(file).findLast((version) => version.blob === blob)
  }

  /** The version that a commit made of a file; the commit's id may be shortened. */
  findByCommit(file: string, commit: string): Version | undefined {
    return this.#all(file).find((version) => version.commit.startsWith(commit))
  }

  /** Oldest first. That a former file is gone is no version of the page: it went on under its new name. */
  #all(file: string): readonly Version[] {
    const own = this.#versions.get(file) ?? []
    const former = this.#formerFiles(file).flatMap((earlier) => this.#versions.get(earlier) ?? [])
    if (former.length === 0) return own
    const seen = new Set(own.map(({ commit }) => commit))
    return [...former.filter(({ blob, commit }) => blob !== undefined && !seen.has(commit)), ...own].sort(
      (a, b) => this.placeOf(a.commit) - this.placeOf(b.commit),
    )
  }

  /** Commits newest first, until `enough` says so. */
  *recent(): IterableIterator<CommitRecord> {
    for (let index = this.#recent.length - 1; index >= 0; index--) yield this.#recent[index] as CommitRecord
  }

  /** A commit's place in the order of the branch, whatever the clocks said; later ones are larger. */
  placeOf(commit: CommitId): number {
    return this.#places.get(commit) ?? -1
  }

  find(commit: CommitId): CommitRecord | undefined {
    return this.#recent[this.placeOf(commit)]
  }

  /** The same, with what many commits have in common held once: half of what they take. */
  #shared(record: CommitRecord): CommitRecord {
    const last = this.#recent.at(-1)?.id
    return {
      ...record,
      parents: record.parents.map((parent) => (parent === last ? last : parent)),
      author: heldOnce(this.#authors, `${record.author.name}\n${record.author.email}`, record.author),
      files: record.files.map(({ path, ...file }) => ({ ...file, path: heldOnce(this.#paths, path, path) })),
    }
  }
}
