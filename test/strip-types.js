import { stripTypeScriptTypes } from 'node:module'

/** A jest transform: the same type stripping that Node does when it runs a .ts file. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
}
