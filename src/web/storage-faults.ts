import { AppError } from '../errors.ts'

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']
/** A disk that turned read-only, and files that somebody took from the server. */
const UNWRITABLE = ['EROFS', 'EACCES', 'EPERM']

/** Primary result codes, https://sqlite.org/rescode.html. */
const SQLITE = { busy: 5, locked: 6, readOnly: 8, ioError: 10, full: 13, cannotOpen: 14 }

/** A disk or a database that cannot be written just now, in words for who wrote; undefined for anything else. */
export function storageFault(thrown: object): AppError | undefined {
  const { code, errcode } = thrown as { code?: unknown; errcode?: unknown }
  if (code === 'ERR_SQLITE_ERROR') return sqliteFault(Number(errcode) & 0xff, thrown)
  if (FULL.includes(String(code))) return full(thrown)
  return UNWRITABLE.includes(String(code)) ? unwritable(thrown) : undefined
}

function sqliteFault(result: number, cause: object): AppError | undefined {
  switch (result) {
    case SQLITE.full:
      return full(cause)
    case SQLITE.readOnly:
    case SQLITE.ioError:
    case SQLITE.cannotOpen:
      return unwritable(cause)
    case SQLITE.busy:
    case SQLITE.locked:
      return new AppError('unavailable', 'errors.storageBusy', {}, { cause })
    default:
      return undefined
  }
}

function full(cause: object): AppError {
  return new AppError('storage-full', 'errors.storageFull', {}, { cause })
}

function unwritable(cause: object): AppError {
  return new AppError('unavailable', 'errors.storageUnwritable', {}, { cause })
}
