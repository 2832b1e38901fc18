import * as z from 'zod';
import { failure } from './common.ts';

/** A PKCS#11 module that this desk uses, and what came of the last look at it. */
export const tokenModule = z.object({
  path: z.string(),
  /** What the module calls itself; `null` while it has not answered. */
  description: z.string().nullable(),
  /** Tokens that it sees. */
  tokens: z.number().int(),
  failure: failure.nullable(),
});
export type TokenModule = z.infer<typeof tokenModule>;

/** Where the official driver puts its module, with the source of that. */
export const knownModule = z.object({ path: z.string(), name: z.string(), source: z.string() });

export const tokenModules = z.object({
  /** `null` where none is chosen. */
  chosen: tokenModule.nullable(),
  /** Modules on record for this system, whether they are installed or not. */
  known: z.array(knownModule.extend({ installed: z.boolean() })),
});
export type TokenModules = z.infer<typeof tokenModules>;

/** Absolute path of a module; `null` uses none any more. */
export const moduleChoice = z.object({ path: z.string().min(1).max(1024).nullable() });
