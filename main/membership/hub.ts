import { PkiError } from '../../pki/errors.ts';
import type { HttpClient } from '../../pki/network/http-client.ts';
import type { HeldPerson, HubSettings } from '../api/schema/membership.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import { toFailure } from '../failure.ts';
import type { Store } from '../store/store.ts';
import { type HubAccess, openHubSettings } from './hub-settings.ts';
import type { People } from './people.ts';
import type { PersonFields } from './person-fields.ts';
import { registrationNumber } from './registration-number.ts';
import { doctorQuery, listResponse, personOf } from './scim-doctor.ts';

export interface HubQuestion {
  /** In any spelling. */
  readonly registration: string;
  readonly reason: string;
  /** Member of staff. */
  readonly by: string;
}

/** The hub with the whole membership, asked for one person at a time and only beyond what this desk holds. */
export interface Hub {
  readonly settings: HubSettings;
  change(order: { readonly url: string; readonly token: string }): Promise<HubSettings>;
  /**
   * Asks for one registration number; somebody who is found is held from then on. Every question is in the audit log with its reason and outcome.
   * @throws AppError HUB_NOT_SET, HUB_REFUSED, REGISTRATION_WRONG, REASON_NEEDED; PkiError of the network
   */
  ask(question: HubQuestion): Promise<HeldPerson | null>;
}

const MAX_BYTES = 64 * 1024;
const DEADLINE_MS = 10_000;

const refused = (note: string, cause?: unknown): AppError => new AppError('HUB_REFUSED', { note }, { cause });

/** 4xx: the question, or who asks, is not to the hub's liking. */
const isRefusal = (error: unknown): error is PkiError =>
  error instanceof PkiError && error.code === 'NETWORK_STATUS' && Math.floor(Number(error.detail['status']) / 100) === 4;

async function answerOf(http: HttpClient, { url, token }: HubAccess, registration: string): Promise<unknown> {
  const headers = { accept: 'application/scim+json', ...(token !== null && { authorization: `Bearer ${token}` }) };
  try {
    const { body } = await http.send({ url: doctorQuery(url, registration), headers, maxBytes: MAX_BYTES, deadlineMs: DEADLINE_MS });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    if (isRefusal(error)) throw refused(`status ${error.detail['status']}`, error);
    throw error instanceof PkiError ? error : refused('not JSON', error);
  }
}

/** The one person of that number; an answer that says more, or somebody else, is none. */
function onePerson(answer: unknown, registration: string): PersonFields | null {
  const read = listResponse.safeParse(answer);
  if (!read.success) throw refused('not an answer of SCIM', read.error);
  const { totalResults, Resources } = read.data;
  if (totalResults > 1 || Resources.length > 1) throw refused('more than one person');
  const person = Resources[0] ? personOf(Resources[0]) : null;
  if (person && person.registration !== registration) throw refused('another person than asked for');
  return person;
}

interface Parts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly people: Pick<People, 'ensure'>;
  readonly http: HttpClient;
}

export async function openHub({ store, audit, people, http }: Parts): Promise<Hub> {
  const book = await openHubSettings(store, audit);

  async function find(access: HubAccess, registration: string): Promise<HeldPerson | null> {
    const person = onePerson(await answerOf(http, access, registration), registration);
    return person && people.ensure(person);
  }

  return {
    get settings() {
      return book.view;
    },
    change: book.change,
    async ask(question) {
      const [reason, by] = [question.reason.trim(), question.by.trim()];
      const registration = registrationNumber(question.registration);
      if (registration === null) throw new AppError('REGISTRATION_WRONG');
      if (reason === '' || by === '') throw new AppError('REASON_NEEDED');
      const access = book.access();
      if (!access) throw new AppError('HUB_NOT_SET');
      const record = (outcome: string, person: string | null) =>
        audit.record({
          action: 'hub.asked',
          facts: { hub: new URL(access.url).host, outcome, person },
          personal: { subject: `member of staff ${by}`, facts: { by, reason } },
        });
      const found = await find(access, registration).catch(async (error: unknown) => {
        await record(toFailure(error).code, null);
        throw error;
      });
      await record(found ? 'found' : 'not-found', found?.person ?? null);
      return found;
    },
  };
}
