import type { Values } from '../filter/evaluate.ts';
import { invalidValue, isUnassigned } from '../resource/value.ts';

const SPACE = '　';
/** Family and given name in a name as it is kept: parted by an ideographic space, else by the first space. Read by the database too. */
export const NAME_PARTS = [/^([^　]+)　+(.+)$/, /^([^ ]+) +(.+)$/] as const;

interface Name {
  readonly formatted?: string;
  readonly familyName?: string;
  readonly givenName?: string;
}

/** A kept name as SCIM has it: whole, and in parts where it shows them. */
export function nameOf(kept: string): Name {
  const [wide, narrow] = NAME_PARTS.map((pattern) => pattern.exec(kept));
  const [, familyName, givenName] = wide ?? narrow ?? [];
  return { ...(kept !== '' && { formatted: kept }), ...(familyName !== undefined && { familyName, givenName: givenName! }) };
}

/**
 * The name to keep: its parts where they were changed, else the whole where that was.
 * @throws HttpError 400 invalidValue for nobody's name, and for parts that would be parted elsewhere
 */
export function keptName(before: Values, after: Values): string {
  const [was, is] = [before, after].map(({ name }) => (name ?? {}) as Name) as [Name, Name];
  const parts = [is.familyName, is.givenName].filter((part): part is string => !isUnassigned(part));
  const changed = is.familyName !== was.familyName || is.givenName !== was.givenName;
  const kept = changed && parts.length > 0 ? parts.join(SPACE) : (is.formatted ?? '');
  if (kept.trim() === '') throw invalidValue('name is needed');
  if (is.familyName?.includes(SPACE)) throw invalidValue('familyName holds no ideographic space');
  return kept;
}

/** A doctor who is given whole: the whole name does not speak against parts that are told and have not changed. */
export function withPartsFirst(before: Values, given: Values): Values {
  const [was, is] = [before, given].map(({ name }) => (name ?? {}) as Name) as [Name, Name];
  const same = !isUnassigned(is.familyName) && is.familyName === was.familyName && is.givenName === was.givenName;
  return same ? { ...given, name: was } : given;
}
