import { z } from 'zod'
import { langs, roles, themes } from '../user.ts'
import { LONGEST_PASSWORD } from './passwords.ts'

/** Longer than any password may be, decomposed Hangul included: what is behind it is not even hashed. */
const password = z
  .string()
  .min(1, 'accounts.password.missing')
  .max(LONGEST_PASSWORD * 3, 'accounts.password.tooLong')
const email = z.string().max(1_000, 'accounts.email.invalid')
const name = z.string().max(1_000, 'accounts.name.tooLong')

export const SignInForm = z.strictObject({
  login: z.string().trim().min(1, 'accounts.signIn.loginMissing').max(1_000, 'accounts.email.invalid'),
  password,
  next: z.string().optional(),
})

export const NewcomerForm = z.strictObject({ name, email, password })

export const LangForm = z.strictObject({ lang: z.enum(langs), next: z.string().optional() })

/** An empty language is "as the browser asks". */
export const ProfileForm = z.strictObject({
  name,
  lang: z.enum([...langs, '']),
  theme: z.enum(themes),
  timeZone: z.string().max(100, 'accounts.timeZone.unknown').optional(),
})

export const PasswordForm = z.strictObject({ current: password, password })

export const TokenForm = z.strictObject({ name })

export const RoleForm = z.strictObject({ role: z.enum(roles) })

export const InviteForm = z.strictObject({ role: z.enum(roles), email: email.optional() })

/** To whom the pages of somebody who leaves go; empty: they wait for an owner. */
export const DisableForm = z.strictObject({ heir: z.string().trim().max(100).default('') })

/** A button alone. */
export const NoFields = z.strictObject({})
