import type { Migration } from 'kysely/migration';
import * as first from './0001-first.ts';
import * as personsByEffect from './0002-persons-by-effect.ts';
import * as personsThemselves from './0003-persons-themselves.ts';

/** Every change of the hub's database, in order of its name. A released one is never edited, and none is ever taken back. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-persons-by-effect': personsByEffect,
  '0003-persons-themselves': personsThemselves,
};
