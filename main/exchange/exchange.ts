import type { HttpClient } from '../../pki/network/http-client.ts';
import type { StatusBook } from '../attendance/status-list/book.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { AuthorityParts } from '../credentials/parts.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { type Affairs, openAffairs } from './affairs.ts';
import { type ExportedEvents, exportEvents, type ExportOrder } from './batch/export-events.ts';
import { type BatchView, type ImportedEvents, importEvents, lookAtBatch } from './batch/import-events.ts';
import type { Effect } from './inbox/effect.ts';
import { inOrder } from './inbox/effect.ts';
import { type Inbox, openInbox } from './inbox/inbox.ts';
import { MEMBER_EVENTS } from './inbox/member.ts';
import { type Members, openMembers } from './inbox/members.ts';
import { httpEnrol, httpHub } from './link/http-hub.ts';
import type { HubCalls, HubPeer } from './link/hub.ts';
import { type Enrolment, type ExchangeIdentity, openIdentity } from './link/identity.ts';
import { type Link, openLink } from './link/link.ts';
import { forgiveRefused } from './link/push.ts';
import { membershipRules } from './rules/membership.ts';
import { enterTheirs } from './rules/enter-theirs.ts';
import { type Entered, NOTHING_ENTERED, type ReconciliationItem, reconciliationItems, settleItem, type Settlement } from './rules/reconciliation.ts';
import { statusChanged } from './rules/status-change.ts';
import { type ExchangeView, exchangeView } from './view/view.ts';

/** What the exchange of a desk is put together from. */
export interface ExchangeParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly http: HttpClient;
  /** How cards stand at reception. */
  readonly status: Pick<StatusBook, 'change' | 'changed' | 'import'>;
  /** The card authority's desk, at which membership has consequences; `null` at every other desk. */
  readonly authority: AuthorityParts | null;
}

/** What this desk and others tell each other. */
export interface Exchange {
  readonly identity: ExchangeIdentity;
  readonly inbox: Inbox;
  readonly members: Members;
  /** Procedures of membership at the hub that knows this desk. */
  readonly affairs: Affairs;
  view(): Promise<ExchangeView>;
  /** Makes this desk known to a hub. @throws AppError ENROLMENT_REFUSED, EXCHANGE_REFUSED; PkiError of the network */
  enrol(order: { readonly url: string; readonly code: string; readonly name: string }): Promise<Enrolment>;
  /** The link to the hub that knows this desk; with the signal whatever is being asked is given up. @throws AppError EXCHANGE_NOT_ENROLLED */
  link(signal?: AbortSignal): Link;
  /** Gives the hub a newer status list of this authority. @throws AppError EXCHANGE_NOT_ENROLLED, EXCHANGE_REFUSED; PkiError of the network */
  publishStatusList(file: Uint8Array): Promise<void>;
  /** Lets what the hub refused be told again. @returns how many */
  forgive(): Promise<number>;
  /** @throws AppError NO_EVENTS_TO_EXPORT */
  export(order: ExportOrder): Promise<ExportedEvents>;
  /** @throws AppError EXCHANGE_FILE_UNREADABLE, EXCHANGE_FILE_FOR_OTHER, EXCHANGE_SENDER_UNKNOWN */
  import(file: Uint8Array, fingerprint?: string): Promise<ImportedEvents>;
  /**
   * What a file says of itself, proved by the key that it names; nothing of it is taken.
   * @throws AppError EXCHANGE_FILE_UNREADABLE, EXCHANGE_FILE_FOR_OTHER
   */
  look(file: Uint8Array): Promise<BatchView>;
  disagreements(which?: 'open' | 'settled'): Promise<readonly ReconciliationItem[]>;
  /** @throws AppError REASON_NEEDED, RECONCILIATION_UNKNOWN */
  settle(settlement: Settlement): Promise<Entered>;
}

/** Several effects by name as one; where two have the same name, the first comes first. */
function joined(...tables: readonly Readonly<Record<string, Effect>>[]): Readonly<Record<string, Effect>> {
  const names = new Set(tables.flatMap((table) => Object.keys(table)));
  return Object.fromEntries([...names].map((name) => [name, inOrder(...tables.flatMap((table) => table[name] ?? []))]));
}

/** Opens what rests in the store; nobody is asked before a link is used. */
export async function openExchange({ store, audit, http, status, authority }: ExchangeParts): Promise<Exchange> {
  const identity = await openIdentity(store, audit);
  const members = openMembers(store);
  const rules = authority
    ? membershipRules({
        ...authority,
        national: () => identity.enrolment?.national ?? null,
        member: (tx, registration) => members.find(tx, registration),
      })
    : {};
  const effects = joined(
    { 'stop.status_changed': statusChanged(status) },
    Object.fromEntries(MEMBER_EVENTS.map((name) => [name, members.effect])),
    rules,
  );
  const inbox = openInbox({ store, effects, together: members.together, committed: status.changed });
  const signer = { store, identity, time: store.now };

  /** @throws AppError EXCHANGE_NOT_ENROLLED */
  function hub(signal?: AbortSignal): { readonly peer: string; readonly scopes: readonly string[]; readonly hub: HubPeer & HubCalls } {
    const { enrolment } = identity;
    if (!enrolment) throw new AppError('EXCHANGE_NOT_ENROLLED');
    const way: HttpClient = signal
      ? { send: (request) => http.send({ ...request, signal: AbortSignal.any([signal, ...(request.signal ? [request.signal] : [])]) }) }
      : http;
    return { peer: enrolment.url, scopes: enrolment.scopes, hub: httpHub({ http: way, identity, enrolment, now: store.now }) };
  }

  /** A list whose key nobody has confirmed here, or that is no newer, is left. */
  async function takeList(file: Uint8Array): Promise<void> {
    await status.import(file).catch((error: unknown) => {
      if (!(error instanceof AppError) || !LEFT.has(error.code)) throw error;
    });
  }

  return {
    identity,
    inbox,
    members,
    affairs: openAffairs({ identity, audit, hub: () => hub().hub }),
    view: () => exchangeView(store, identity, members),
    async enrol({ url, code, name }) {
      const made = await httpEnrol(http)({ url, code, name, jwk: identity.jwk });
      await identity.enrol(made);
      return made;
    },
    link(signal) {
      const { peer, scopes, hub: asked } = hub(signal);
      const refresh = async () => {
        const national = await asked.national();
        if (national !== null) await identity.learn(national);
        const list = scopes.includes('status:read') ? await asked.statusList() : null;
        if (list) await takeList(list);
        if (scopes.includes('members:read')) await members.refresh(asked);
      };
      return openLink({ store, identity, inbox, hub: asked, peer, scopes, refresh });
    },
    publishStatusList: (file) => hub().hub.publishStatusList(file),
    forgive: () => forgiveRefused(store),
    async export(order) {
      const kind = identity.enrolment?.kind ?? (authority ? 'authority' : 'association');
      if (kind === 'person') throw new AppError('NO_EVENTS_TO_EXPORT');
      return exportEvents({ ...signer, audit, kind }, order);
    },
    import: (file, fingerprint) => importEvents({ store, audit, identity, inbox }, file, fingerprint),
    look: (file) => lookAtBatch({ store, identity }, file),
    disagreements: (which = 'open') => reconciliationItems(store, which),
    settle: (settlement) =>
      settleItem({ store, audit }, settlement, async (tx, order) => (authority ? enterTheirs(authority, tx, order) : NOTHING_ENTERED)),
  };
}

const LEFT: ReadonlySet<string> = new Set(['STATUS_LIST_AUTHORITY_UNKNOWN', 'STATUS_LIST_OLDER']);
