import type { AuditFilter } from '../api/schema/credential-records.ts';
import type { AdvanceAnswer, AdvanceOrder, ApplyOrder, FeeView, HolderHit, HolderPage, StopOrder } from '../api/schema/credentials.ts';
import type { HandOverOrder } from '../api/schema/issuing.ts';
import { AppError } from '../errors.ts';
import { keepSetting } from '../store/setting.ts';
import type { Authority } from './authority.ts';
import { letterPdf, letterTemplates, type Sender } from './papers/letter.ts';
import { type FeeAsk, feeAsked } from './procedures/fee-of.ts';
import { procedureOf } from './procedures/table.ts';
import { auditCsv, queryOf } from './records/audit-table.ts';
import { recordListed } from './records/listed.ts';
import { makeCheckpoint, verifyWithCheckpoint } from './records/checkpoint.ts';
import { readLetter } from './registry/letters.ts';
import { requireRole } from './registry/scope.ts';
import { SENDER_SETTING, senderOf } from './registry/sender.ts';
import type { Acting } from './staff/acting.ts';
import { advance } from './work/advance.ts';
import { applyFor } from './work/apply.ts';
import { confirmDay } from './work/day.ts';
import { enterFee } from './work/enter-fee.ts';
import { type ChangeOrder, changeHolder } from './work/change-holder.ts';
import { addNote, addPaper, askMissing, type PaperOrder, withdrawPaper } from './work/keep.ts';
import { holderFor } from './work/open-holder.ts';
import { pageOf } from './work/page.ts';
import { proceduresForNewcomer } from './work/procedure-view.ts';
import { searchHolders } from './work/search.ts';
import { askedNonce } from './work/asked-nonce.ts';
import { stopCard } from './work/stop.ts';
import type { NamedBytes } from '../named-bytes.ts';

const EXPORTED = 10_000;

/** What one person does at the authority's desk: everything in that person's name, each look at somebody recorded. */
export function seatOf(authority: Authority, acting: Acting) {
  const { parts, proposals, handOver } = authority;
  const { store, audit } = parts;

  async function page(holder: number): Promise<HolderPage> {
    const found = await pageOf(parts, acting, holder);
    await audit.record({ action: 'credential.viewed', facts: { holder, by: acting.id } });
    return found;
  }

  /** The letters that one call printed are those of the newest event. */
  async function answer(holder: number, proposal: string | null = null): Promise<AdvanceAnswer> {
    const found = await pageOf(parts, acting, holder);
    const at = found.timeline[0]?.at;
    const letters = proposal ? [] : found.timeline.filter((entry) => entry.at === at).flatMap((entry) => entry.letters);
    return {
      outcome: proposal ? 'proposed' : 'done',
      proposal,
      letters: [...new Map(letters.map((letter) => [letter.id, letter])).values()],
      page: found,
    };
  }

  /** Whoever learns that somebody is held (perhaps at another desk) is recorded as one who searched. */
  const noticing = <Done>(work: Promise<Done>): Promise<Done> =>
    work.catch(async (error: unknown) => {
      if (error instanceof AppError && error.code === 'REGISTRATION_HELD')
        await audit.record({ action: 'credential.searched', facts: { by: acting.id, found: 1 } });
      throw error;
    });

  const paged =
    <Given extends readonly unknown[]>(work: (...given: Given) => Promise<number>) =>
    async (...given: Given): Promise<HolderPage> =>
      pageOf(parts, acting, await work(...given));

  async function letter(id: string): Promise<NamedBytes> {
    requireRole(acting, 'letter');
    const row = await store.db.selectFrom('credential_letter').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('LETTER_UNKNOWN');
    const { person } = await holderFor(parts, acting, row.holder);
    const data = await readLetter(store, row, person);
    if (!data) throw new AppError('LETTER_UNKNOWN');
    await audit.record({ action: 'credential.viewed', facts: { holder: row.holder, letter: id, by: acting.id } });
    const title = letterTemplates().find((template) => template.id === row.template)?.title ?? row.template;
    return { name: `${title} ${row.object}.pdf`, bytes: await letterPdf(data) };
  }

  return {
    acting,
    page,
    async confirmDay(day: string): Promise<void> {
      await confirmDay(parts, acting, day);
      await authority.passDays();
    },
    async search(text: string, limit: number): Promise<HolderHit[]> {
      const hits = [...(await searchHolders(parts, acting, text, limit))];
      await audit.record({ action: 'credential.searched', facts: { by: acting.id, found: hits.length } });
      await recordListed(
        parts,
        acting,
        'search',
        hits.map(({ holder }) => holder),
      );
      return hits;
    },
    newcomerProcedures: proceduresForNewcomer,
    feeOf({ procedure, ...asked }: Omit<FeeAsk, 'procedure'> & { readonly procedure: string }): FeeView | null {
      return feeAsked({ ...asked, procedure: procedureOf(procedure) });
    },
    async apply(given: ApplyOrder): Promise<AdvanceAnswer> {
      const { procedure, holder, fields } = given;
      const order = { ...given, nonce: askedNonce(acting, 'apply', { procedure, holder, registration: fields?.registration ?? null }, given.nonce) };
      const opened = store.db.transaction().execute((tx) => applyFor(parts, acting, order, tx));
      return answer(await noticing(opened));
    },
    async advance(given: AdvanceOrder): Promise<AdvanceAnswer> {
      const { object, transition } = given;
      const order = { ...given, nonce: askedNonce(acting, 'advance', { object, transition }, given.nonce) };
      const { holder, proposal } = await advance(parts, proposals, acting, order);
      return answer(holder, proposal);
    },
    stop: async (order: StopOrder): Promise<AdvanceAnswer> =>
      answer(await stopCard(parts, acting, { ...order, nonce: askedNonce(acting, 'stop', { card: order.card }, order.nonce) })),
    change: paged(async (order: ChangeOrder) => {
      await noticing(changeHolder(parts, proposals, acting, order));
      return order.holder;
    }),
    note: paged(async (holder: number, text: string) => {
      await addNote(parts, acting, holder, text);
      return holder;
    }),
    addEvidence: paged((order: PaperOrder) => addPaper(parts, acting, order)),
    withdrawEvidence: paged((id: string) => withdrawPaper(parts, acting, id)),
    enterFee: paged((application: string, yen: number, source: string) => enterFee(parts, proposals, acting, { application, yen, source })),
    issueCertificate: paged((object: string, file: Uint8Array, reason?: string) => handOver.issue(acting, { object, file, reason: reason ?? '' })),
    letter,
    missingItems: async (application: string): Promise<NamedBytes> => letter(await askMissing(parts, acting, application)),
    handOver: async (order: HandOverOrder): Promise<AdvanceAnswer> =>
      answer(await handOver.complete(acting, { ...order, nonce: askedNonce(acting, 'hand-over', { order: order.order }, order.nonce) })),
    sender: () => senderOf(store.db),
    async setSender(sender: Sender): Promise<Sender> {
      requireRole(acting, 'settings');
      await store.db.transaction().execute(async (tx) => {
        await keepSetting(tx, SENDER_SETTING, sender);
        await audit.append(tx, { action: 'settings.changed', facts: { setting: SENDER_SETTING, by: acting.id } });
      });
      return sender;
    },
    audit: {
      async list({ before, limit, ...filter }: AuditFilter) {
        requireRole(acting, 'audit');
        return audit.list(before, limit, queryOf(filter));
      },
      async export({ before, ...filter }: AuditFilter): Promise<NamedBytes> {
        requireRole(acting, 'audit');
        const entries = await audit.list(before, EXPORTED, queryOf(filter));
        await audit.record({ action: 'audit.exported', facts: { entries: entries.length, by: acting.id } });
        return { name: 'audit.csv', bytes: auditCsv(entries) };
      },
      async checkpoint(): Promise<NamedBytes> {
        requireRole(acting, 'audit');
        const { name, jws, sequence } = await makeCheckpoint(store, authority.key);
        await audit.record({ action: 'audit.checkpoint', facts: { sequence, by: acting.id } });
        return { name, bytes: Buffer.from(`${jws}\n`) };
      },
      async verify(checkpoint?: Uint8Array) {
        requireRole(acting, 'audit');
        return verifyWithCheckpoint(store, checkpoint);
      },
    },
  };
}
/** What `seatOf` gives. */
export type Seat = ReturnType<typeof seatOf>;
