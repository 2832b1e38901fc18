import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { derObjects } from '../../../pki/encoding/pem.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { type Invocation, text, texts } from './command.ts';

/** Reads a file named by a person. @throws AppError FILE_NOT_FOUND, FILE_UNREADABLE */
export async function readNamedFile(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new AppError(cause.code === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', { path, note: cause.code ?? '' }, { cause });
  });
}

/** Files that an option names, each with whether it was named itself; a folder stands for the files in it. */
async function namedFiles(invocation: Invocation, option: string): Promise<readonly { readonly path: string; readonly itself: boolean }[]> {
  const groups = await Promise.all(
    texts(invocation, option).map(async (path) => {
      const found = await stat(path).catch(() => null);
      if (!found?.isDirectory()) return [{ path, itself: true }];
      const entries = await readdir(path, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => ({ path: join(path, name), itself: false }));
    }),
  );
  return groups.flat();
}

/**
 * Certificates or lists (DER or PEM) that an option names. A file that was named and cannot be read is told on standard error and left out, so
 * that one bad candidate does not hide the good ones; what else lies in a named folder is passed over.
 */
export async function readObjects<T>(invocation: Invocation, option: string, parse: (der: Uint8Array) => T): Promise<readonly T[]> {
  const objects: T[] = [];
  for (const { path, itself } of await namedFiles(invocation, option)) {
    for (const der of derObjects(await readNamedFile(path))) {
      try {
        objects.push(parse(der));
      } catch (error) {
        if (itself) invocation.say(`${path}: ${toFailure(error).code}`);
      }
    }
  }
  return objects;
}

/** Day, or day and time with or without an offset: `Date` alone takes almost anything for a time. */
const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** `Date` takes the 31st of a short month for the first of the next. */
const isDayOfMonth = (value: string): boolean => new Date(value.slice(0, 10)).toISOString().startsWith(value.slice(0, 10));

/** Time of `--at`, or now. @throws AppError USAGE_WRONG */
export function timeOption(invocation: Invocation): Date {
  const value = text(invocation, 'at');
  if (value === undefined) return new Date();
  const time = new Date(ISO_8601.test(value) ? value : Number.NaN);
  if (Number.isNaN(time.getTime()) || !isDayOfMonth(value)) throw new AppError('USAGE_WRONG', { note: `--at ${value}` });
  return time;
}

/** Value of an option that must be there. @throws AppError USAGE_WRONG */
export function required(invocation: Invocation, option: string): string {
  const value = text(invocation, option);
  if (value === undefined || value === '') throw new AppError('USAGE_WRONG', { note: `--${option}` });
  return value;
}

/** Value of an option out of a closed list. @throws AppError USAGE_WRONG */
export function choice<const T extends string>(invocation: Invocation, option: string, choices: readonly T[], otherwise: T): T {
  const value = text(invocation, option) ?? otherwise;
  const found = choices.find((candidate) => candidate === value);
  if (!found) throw new AppError('USAGE_WRONG', { note: `--${option} ${choices.join('|')}` });
  return found;
}

/** A TCP port given as an option, `undefined` when it is not. @throws AppError USAGE_WRONG */
export function portOption(invocation: Invocation, option: string): number | undefined {
  const value = text(invocation, option);
  return value === undefined ? undefined : port(value, option);
}

/** `HOST:PORT`. @throws AppError USAGE_WRONG */
export function hostAndPort(value: string): { readonly host: string; readonly port: number } {
  const colon = value.lastIndexOf(':');
  if (colon < 1) throw new AppError('USAGE_WRONG', { note: 'HOST:PORT' });
  return { host: value.slice(0, colon), port: port(value.slice(colon + 1), 'HOST:PORT') };
}

function port(value: string, option: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535) throw new AppError('USAGE_WRONG', { note: `--${option}` });
  return number;
}
