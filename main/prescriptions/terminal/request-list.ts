import { type IssueResponse, readIssueResponse } from '../../../pki/eps/issue-response.ts';
import type { IssueType } from '../../../pki/eps/issue-request.ts';
import type { Store } from '../../store/store.ts';
import { placeOf, type RequestRow, type RequestState, type RequestSubject } from './requests.ts';

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
  readonly words: readonly { readonly at: string; readonly decision: 'given' | 'give-again' | 'another'; readonly reason: string | null }[];
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

const filtered = ({ db }: RequestStore, { filter, issue }: Pick<RequestQuery, 'filter' | 'issue'>) => {
  let query = db.selectFrom('prescription_request');
  if (issue !== null) query = query.where('issue', '=', issue);
  if (filter === 'open') query = query.where('state', 'in', ['kept', 'placed']);
  if (filter === 'accepted') query = query.where('outcome', '=', 'accepted');
  if (filter === 'attention')
    query = query.where((where) => where.or([where('state', 'in', ['placing', 'uncertain']), where('outcome', 'in', ['refused', 'unknown'])]));
  return query;
};

async function requestOf(row: RequestRow, { db, persons }: RequestStore): Promise<PrescriptionRequest> {
  const { id, person } = row;
  const text = row.response && ((await persons.open(db, person, row.response, placeOf(id, 'response'))) as string | null);
  const words = await db.selectFrom('prescription_request_word').selectAll().where('request', '=', id).orderBy('at').execute();
  return {
    ...{ id, madeAt: row.made_at, issue: row.issue, answeredAt: row.answered_at, document: row.document },
    state: row.state === 'placing' ? 'uncertain' : row.state,
    about: row.sealed && ((await persons.open(db, person, row.sealed, placeOf(id, 'about'))) as RequestSubject | null),
    response: text === null ? null : readIssueResponse(Buffer.from(text, 'base64')),
    words: await Promise.all(
      words.map(async ({ id: own, at, decision, sealed }) => ({
        ...{ at, decision },
        reason: (await persons.open(db, person, sealed, placeOf(own, 'reason'))) as string | null,
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

/** Newest request about each of these entries of the register. */
export async function requestedDocuments({ db }: RequestStore): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('prescription_request').select('document').where('document', 'is not', null).distinct().execute();
  return new Set(rows.map(({ document }) => document!));
}
