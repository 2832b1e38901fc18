import type { ParseArgsOptionsConfig } from 'node:util';
import { type LibraryDocument, type LibraryFilters, type LibraryPage, libraryFilters } from '../../api/schema/library.ts';
import type { Library } from '../../library/library.ts';
import { AppError } from '../../errors.ts';
import { words } from '../../words/words.ts';
import { flag, type Invocation, type Outcome, EXIT, text } from './command.ts';

/** Options that narrow documents down, by the filter they set. */
export const FILTER_OPTIONS = {
  origin: { type: 'string' },
  format: { type: 'string' },
  level: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  verdict: { type: 'string' },
  retention: { type: 'string' },
  'renewal-due': { type: 'boolean' },
  changed: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export const FILTER_USAGE =
  '[--origin made|received] [--format pades|xades|cades|eps] [--level B|T|LT|LTA] [--from DAY] [--until DAY] ' +
  '[--verdict TOTAL-PASSED|INDETERMINATE|TOTAL-FAILED|unreadable|never] [--retention over|marked|unmarked] [--renewal-due] [--changed]';

const BY_VALUE = ['origin', 'format', 'level', 'from', 'until', 'verdict', 'retention'] as const;

/** @throws AppError USAGE_WRONG for a value that a filter does not know */
export function filtersOf(invocation: Invocation): LibraryFilters {
  const given = Object.fromEntries(BY_VALUE.flatMap((name) => (text(invocation, name) === undefined ? [] : [[name, text(invocation, name)]])));
  const parsed = libraryFilters.safeParse({
    ...given,
    ...(flag(invocation, 'renewal-due') && { renewal: 'due' }),
    ...(flag(invocation, 'changed') && { changed: true }),
  });
  if (!parsed.success) throw new AppError('USAGE_WRONG', { note: parsed.error.issues.map(({ path }) => `--${path.join('.')}`).join(' ') });
  return parsed.data;
}

/** Most documents that one command lists unless it is told. */
const MOST = 50;

/** @throws AppError USAGE_WRONG */
export function limitOf(invocation: Invocation): number {
  const limit = text(invocation, 'limit') ?? `${MOST}`;
  if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1) throw new AppError('USAGE_WRONG', { note: `--limit ${limit}` });
  return Number(limit);
}

const PAGE = 200;

/** The first documents that a search finds, and how many there are. */
export async function firstDocuments(
  library: Library,
  query: { readonly text: string; readonly filters: LibraryFilters },
  limit: number,
): Promise<{ readonly documents: readonly LibraryDocument[]; readonly count: LibraryPage['count'] }> {
  const documents: LibraryDocument[] = [];
  let count: LibraryPage['count'] = null;
  for (let before: number | null = null; ; ) {
    const page = await library.page({ ...query, before, limit: Math.min(PAGE, limit - documents.length) });
    documents.push(...page.documents);
    count ??= page.count;
    if (page.next === null || documents.length >= limit) return { documents, count };
    before = page.next;
  }
}

/** One line for each document: time, kind, verdict, name, signer. */
export function documentLines(documents: readonly LibraryDocument[], { language }: Pick<Invocation, 'language'>): readonly string[] {
  const say = words(language);
  return documents.map(({ addedAt, origin, format, level, verification, name, signerName, excerpt }) => {
    const line = [
      addedAt.slice(0, 16).replace('T', ' '),
      say(`documents.origin.${origin}`),
      `${format} ${level}`,
      say(`documents.verdict.${verification?.verdict ?? 'never'}`),
      name,
      signerName,
    ].join('  ');
    return excerpt === null ? line : `${line}\n    ${excerpt}`;
  });
}

/** Nothing found is a negative answer. */
export function listOutcome(found: Awaited<ReturnType<typeof firstDocuments>>, invocation: Invocation): Outcome {
  const { documents, count } = found;
  const head = words(invocation.language)('cli.documents-count', { count: count?.documents ?? 0, exact: count?.exact ? 'yes' : 'no' });
  return {
    exit: documents.length === 0 ? EXIT.negative : EXIT.done,
    json: { documents, count },
    text: [head, ...documentLines(documents, invocation)].join('\n'),
  };
}
