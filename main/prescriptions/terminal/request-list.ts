import { type IssueResponse, readIssueResponse } from '../../../pki/eps/issue-response.ts';
import type { IssueType } from '../../../pki/eps/issue-request.ts';
import type { ExpressionBuilder } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { sha256 } from '../../documents/sha256.ts';
import type { Word } from './decisions.ts';
import { placeOf, type RequestRow, type RequestState, type RequestSubject } from './request.ts';

/** An answer that came after the one that counts, and is another. */
export interface LaterAnswer {
  readonly arrivedAt: string;
  /** SHA-256 of the file as it came, hexadecimal. */
  readonly sha256: string | null;
  readonly response: IssueResponse | null;
}

/** A request and what the service answered. Times are ISO 8601. */
export interface PrescriptionRequest {
  readonly id: string;
  readonly madeAt: string;
  readonly state: RequestState;
  readonly issue: IssueType;
  /** `null` of requests older than this, and once the key was destroyed. */
  readonly about: RequestSubject | null;
  /** Entry of the register. */
  readonly document: string | null;
  readonly answeredAt: string | null;
  readonly response: IssueResponse | null;
  /** What the terminal answered after that and differs, in order of arrival. `response`: `null` once the key was destroyed. */
  readonly later: readonly LaterAnswer[];
  /** `by`: of a withdrawal alone. */
  readonly words: readonly { readonly at: string; readonly decision: Word; readonly reason: string | null; readonly by: string | null }[];
}

/** Which requests are wanted. `attention`: what a person must look at; `open`: on the way. */
export const REQUEST_FILTERS = ['all', 'open', 'attention', 'accepted'] as const;
export type RequestFilter = (typeof REQUEST_FILTERS)[number];

export interface RequestQuery {
  readonly filter: RequestFilter;
  readonly issue: IssueType | null;
  readonly offset: number;
  readonly limit: number;
}

type RequestStore = Pick<Store, 'db' | 'persons'>;

/** Something else was answered later, or that it was accepted. */
function answeredLater({ exists, selectFrom }: ExpressionBuilder<Tables, 'prescription_request'>, outcome?: 'accepted') {
  const later = selectFrom('prescription_later_answer').select('id').whereRef('request', '=', 'prescription_request.id');
  return exists(outcome === undefined ? later : later.where('outcome', '=', outcome));
}

const filtered = ({ db }: RequestStore, { filter, issue }: Pick<RequestQuery, 'filter' | 'issue'>) => {
  let query = db.selectFrom('prescription_request');
  if (issue !== null) query = query.where('issue', '=', issue);
  if (filter === 'open') query = query.where('state', 'in', ['kept', 'placed']);
  if (filter === 'accepted') query = query.where((where) => where.or([where('outcome', '=', 'accepted'), answeredLater(where, 'accepted')]));
  if (filter === 'attention')
    query = query.where((where) =>
      where.or([where('state', 'in', ['placing', 'uncertain']), where('outcome', 'in', ['refused', 'unknown']), answeredLater(where)]),
    );
  return query;
};

function answerOf(arrivedAt: string, text: string | null): LaterAnswer {
  if (text === null) return { arrivedAt, sha256: null, response: null };
  const bytes = Buffer.from(text, 'base64');
  return { arrivedAt, sha256: sha256(bytes), response: readIssueResponse(bytes) };
}

async function requestOf(row: RequestRow, { db, persons }: RequestStore): Promise<PrescriptionRequest> {
  const { id, person } = row;
  const opened = async (sealed: Uint8Array | null, place: string) => sealed && ((await persons.open(db, person, sealed, place)) as string | null);
  const text = await opened(row.response, placeOf(id, 'response'));
  const later = await db.selectFrom('prescription_later_answer').selectAll().where('request', '=', id).orderBy('arrived_at').orderBy('id').execute();
  const words = await db.selectFrom('prescription_request_word').selectAll().where('request', '=', id).orderBy('at').execute();
  return {
    ...{ id, madeAt: row.made_at, issue: row.issue, answeredAt: row.answered_at, document: row.document },
    state: row.state === 'placing' ? 'uncertain' : row.state,
    about: row.sealed && ((await persons.open(db, person, row.sealed, placeOf(id, 'about'))) as RequestSubject | null),
    response: text === null ? null : readIssueResponse(Buffer.from(text, 'base64')),
    later: await Promise.all(later.map(async ({ id: own, arrived_at, sealed }) => answerOf(arrived_at, await opened(sealed, placeOf(own, 'later'))))),
    words: await Promise.all(
      words.map(async ({ id: own, at, decision, sealed, by_whom }) => ({
        ...{ at, decision },
        ...{ reason: await opened(sealed, placeOf(own, 'reason')), by: await opened(by_whom, placeOf(own, 'by')) },
      })),
    ),
  };
}

/** Requests, newest first, and how many there are in all. */
export async function listRequests(
  store: RequestStore,
  query: RequestQuery,
): Promise<{ readonly requests: readonly PrescriptionRequest[]; readonly total: number }> {
  const rows = await filtered(store, query).selectAll().orderBy('made_at', 'desc').orderBy('id').offset(query.offset).limit(query.limit).execute();
  const { total } = await filtered(store, query)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { requests: await Promise.all(rows.map((row) => requestOf(row, store))), total };
}

/** How many requests stand how, for the head of the list. */
export async function countRequests(store: RequestStore): Promise<{ readonly open: number; readonly attention: number }> {
  const count = async (filter: RequestFilter) =>
    (
      await filtered(store, { filter, issue: null })
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
    ).total;
  return { open: await count('open'), attention: await count('attention') };
}

/** Entries of the register that a request is about which was not withdrawn. */
export async function requestedDocuments({ db }: RequestStore): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('prescription_request')
    .select('document')
    .where('document', 'is not', null)
    .where('state', '<>', 'withdrawn')
    .distinct()
    .execute();
  return new Set(rows.map(({ document }) => document!));
}
