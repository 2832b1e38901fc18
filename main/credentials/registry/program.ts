import type { Actor } from '../machines/decide.ts';
import type { Role } from '../machines/table.ts';

/** The program itself, which acts on what it can check alone. */
export const PROGRAM: Actor = { name: 'program', roles: new Set<Role>(['program']) };
