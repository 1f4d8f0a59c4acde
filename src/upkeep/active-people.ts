/** Those who can sign in: handle -> account id. */
export interface ActivePeople {
  active(): Promise<ReadonlyMap<string, string>>
}

export interface Account {
  readonly handle: string
  readonly id: string
  readonly disabled: boolean
}

export interface AccountList {
  /** Another number whenever accounts may have changed. */
  readonly version: () => number
  readonly list: () => Promise<readonly Account[]>
}

/** Views of pages ask whether an owner is still there, so the answer is kept until accounts change. */
export function createActivePeople({ version, list }: AccountList): ActivePeople {
  let loading: Promise<ReadonlyMap<string, string>> | undefined
  let known = version()

  const load = async () =>
    new Map((await list()).filter(({ disabled }) => !disabled).map(({ handle, id }) => [handle, id]))

  return {
    active() {
      const current = version()
      if (current !== known) loading = undefined
      known = current
      const people = (loading ??= load())
      people.catch(() => (loading = undefined))
      return people
    },
  }
}
